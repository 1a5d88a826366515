/** Addresses of managed databases and queues with a user's password: the host says whose they are. */
import { family, type SecretRule } from "../rule.ts"

const postgres = ["postgres://", "postgresql://", "postgresql+"] as const
const mysql = ["mysql://", "mysql2://", "mysql+"] as const
const redis = ["redis://", "rediss://"] as const
const mongodb = ["mongodb://", "mongodb+srv://"] as const
const amqp = ["amqp://", "amqps://"] as const

const drivers: Readonly<Record<string, string>> = {
  "postgresql+": "postgresql\\+[a-z0-9]{2,12}://",
  "mysql+": "mysql\\+[a-z0-9]{2,12}://",
  "mongodb+srv://": "mongodb\\+srv://",
}

/**
 * The password is a made one: it has a digit, and no word that examples have. The general rule for addresses looks at
 * the others. `host` is the end of the host's name, as a regular expression.
 */
function address(schemes: readonly string[], host: string): string {
  const scheme = schemes.map((keyword) => drivers[keyword] ?? keyword).join("|")
  return `(?:${scheme})[^\\s:/?#@"'\`<>{}$]{0,100}:(?=[^@\\s]{0,200}\\d)(?![^@\\s]{0,100}(?:[Pp]assword|PASSWORD|[Yy]our|YOUR))([^\\s/?#@"'\`<>{}$|\\\\^]{8,200})@[A-Za-z0-9.-]{0,200}(?:${host})(?![A-Za-z0-9-])`
}

interface Row {
  readonly id: string
  readonly provider: string
  readonly schemes: readonly string[]
  readonly host: string
  readonly help: string
  readonly envVar?: string
}

const rows: readonly Row[] = [
  {
    id: "mongodb-atlas-url",
    provider: "MongoDB Atlas",
    schemes: mongodb,
    host: "\\.mongodb\\.net",
    help: "https://www.mongodb.com/docs/atlas/security-add-mongodb-users/",
    envVar: "MONGODB_URI",
  },
  { id: "neon-url", provider: "Neon", schemes: postgres, host: "\\.neon\\.tech", help: "https://neon.com/docs/manage/roles" },
  {
    id: "supabase-url",
    provider: "Supabase",
    schemes: postgres,
    host: "\\.supabase\\.(?:com|co)",
    help: "https://supabase.com/docs/guides/database/managing-passwords",
  },
  {
    id: "cockroachdb-url",
    provider: "CockroachDB",
    schemes: postgres,
    host: "\\.cockroachlabs\\.cloud",
    help: "https://www.cockroachlabs.com/docs/cockroachcloud/managing-access",
  },
  {
    id: "prisma-postgres-url",
    provider: "Prisma",
    schemes: postgres,
    host: "\\bdb\\.prisma\\.io",
    help: "https://www.prisma.io/docs/postgres/database/direct-connections",
  },
  {
    id: "aiven-url",
    provider: "Aiven",
    schemes: [...postgres, ...mysql, ...redis],
    host: "\\.aivencloud\\.com",
    help: "https://aiven.io/docs/platform/howto/reset-passwords",
  },
  {
    id: "digitalocean-database-url",
    provider: "DigitalOcean",
    schemes: [...postgres, ...mysql, ...redis, ...mongodb],
    host: "\\.db\\.ondigitalocean\\.com|\\.mongo\\.ondigitalocean\\.com",
    help: "https://docs.digitalocean.com/products/databases/",
  },
  {
    id: "aws-rds-url",
    provider: "AWS",
    schemes: [...postgres, ...mysql],
    host: "\\.rds\\.amazonaws\\.com",
    help: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html",
  },
  {
    id: "azure-database-url",
    provider: "Azure",
    schemes: [...postgres, ...mysql],
    host: "\\.database\\.azure\\.com",
    help: "https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/how-to-manage-server-portal",
  },
  {
    id: "planetscale-url",
    provider: "PlanetScale",
    schemes: mysql,
    host: "\\.psdb\\.cloud",
    help: "https://planetscale.com/docs/concepts/connection-strings",
  },
  {
    id: "railway-database-url",
    provider: "Railway",
    schemes: [...postgres, ...mysql, ...redis, ...mongodb],
    host: "\\.rlwy\\.net|\\.railway\\.app",
    help: "https://docs.railway.com/guides/databases",
  },
  {
    id: "render-database-url",
    provider: "Render",
    schemes: [...postgres, ...redis],
    host: "-postgres\\.render\\.com|-keyvalue\\.render\\.com|-redis\\.render\\.com",
    help: "https://render.com/docs/postgresql-credentials",
  },
  {
    id: "upstash-redis-url",
    provider: "Upstash",
    schemes: redis,
    host: "\\.upstash\\.io",
    help: "https://upstash.com/docs/redis/howto/connectclient",
    envVar: "REDIS_URL",
  },
  {
    id: "redis-cloud-url",
    provider: "Redis Cloud",
    schemes: redis,
    host: "\\.redislabs\\.com|\\.redis-cloud\\.com|\\.redns\\.redis-cloud\\.com",
    help: "https://redis.io/docs/latest/operate/rc/security/access-control/data-access-control/default-user/",
    envVar: "REDIS_URL",
  },
  {
    id: "cloudamqp-url",
    provider: "CloudAMQP",
    schemes: amqp,
    host: "\\.cloudamqp\\.com",
    help: "https://docs.cloudamqp.com/",
    envVar: "CLOUDAMQP_URL",
  },
  {
    id: "amazon-mq-url",
    provider: "AWS",
    schemes: amqp,
    host: "\\.mq\\.[a-z0-9-]{5,20}\\.(?:amazonaws\\.com|on\\.aws)",
    help: "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-basic-elements-user.html",
    envVar: "AMQP_URL",
  },
]

export const databaseUrlRules: readonly SecretRule[] = rows.flatMap(({ id, provider, schemes, host, help, envVar = "DATABASE_URL" }) =>
  family({ provider, help, envVar, remediation: `Change the user's password in the console of ${provider}, and let only known addresses connect.` }, [
    { id, title: `${provider} address with a password`, keywords: schemes, pattern: address(schemes, host), capture: 1, minEntropy: 2.8 },
  ]),
)
