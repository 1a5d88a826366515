/** Test material only: cases of rules/database-urls.ts. */
import type { CasesByRule, RuleCases } from "../cases.ts"

/** A database at that host, in the carriers of an address. */
function address(scheme: string, host: string, password = "{{alnum:20}}"): RuleCases {
  const at = (value: string, where = host) => `${scheme}://app:${value}@${where}/shop`
  return {
    hits: [`DATABASE_URL=${at(password)}`, `{"url": "${at(password)}"}`, `connect('${at(password)}')`, `  url: ${at(password)}`],
    misses: [
      at("{{alnum:20}}", "db.internal"),
      at("<password>"),
      at("$DB_PASSWORD"),
      at("{{lower:6}}"),
      at("yourpassword1"),
      `${scheme}://${host}/shop`,
      at("{{alnum:20}}", `${host}.attacker`).replace(`${host}.attacker`, `${host}x`),
    ],
  }
}

export const databaseUrlCases: CasesByRule = {
  "mongodb-atlas-url": address("mongodb+srv", "cluster0.ab1cd.mongodb.net"),
  "neon-url": address("postgresql", "ep-cool-sun-123.eu-central-1.aws.neon.tech", "npg_{{alnum:12}}"),
  "supabase-url": address("postgresql", "aws-0-eu-central-1.pooler.supabase.com"),
  "cockroachdb-url": address("postgresql", "shop-1234.j77.aws-eu-central-1.cockroachlabs.cloud"),
  "prisma-postgres-url": address("postgres", "db.prisma.io", "sk_{{alnum:24}}"),
  "aiven-url": address("mysql", "shop-team.e.aivencloud.com", "AVNS_{{alnum:19}}"),
  "digitalocean-database-url": address("rediss", "shop-do-user-1.c.db.ondigitalocean.com"),
  "aws-rds-url": address("postgres", "shop.c1a2b3.eu-west-1.rds.amazonaws.com"),
  "azure-database-url": address("postgresql+psycopg2", "shop.postgres.database.azure.com"),
  "planetscale-url": address("mysql", "aws.connect.psdb.cloud", "pscale_pw_{{alnum:43}}"),
  "railway-database-url": address("postgresql", "monorail.proxy.rlwy.net"),
  "render-database-url": address("postgres", "dpg-abc-a.frankfurt-postgres.render.com"),
  "upstash-redis-url": address("rediss", "eu1-calm-cat-123.upstash.io"),
  "redis-cloud-url": address("redis", "redis-12345.c1.eu-west-1.ec2.redns.redis-cloud.com"),
  "cloudamqp-url": address("amqps", "cow.rmq2.cloudamqp.com"),
  "amazon-mq-url": address("amqps", "b-1234.mq.eu-west-1.amazonaws.com"),
}
