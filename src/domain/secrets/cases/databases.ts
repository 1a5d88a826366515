/** Test material only: cases of rules/databases.ts and rules/databases-assigned.ts. */
import type { CasesByRule } from "../cases.ts"
import { named, token } from "./carriers.ts"

export const databaseCases: CasesByRule = {
  "mongodb-atlas-service-secret": token("mdb_sa_sk_{{b64url:40}}", "mdb_sa_sk_{{alnum:20}}", "mdb_sa_id_{{hex:24}}"),
  "neon-password": token("npg_{{alnum:12}}", "npg_{{alnum:11}}", "npg_{{alnum:13}}", "npg_xxxxxxxxxxxx"),
  "cockroachdb-api-key": token("CCDB1_{{alnum:22}}_{{alnum:40}}", "CCDB1_{{alnum:22}}", "CCDB1_{{alnum:22}}_{{alnum:39}}"),
  "aiven-password": token("AVNS_{{b64url:19}}", "AVNS_{{alnum:18}}", "AVNS_{{alnum:20}}"),
  "astra-db-token": token("AstraCS:{{letters:24}}:{{hex:64}}", "AstraCS:{{letters:24}}:{{hex:63}}", "AstraCS:xxxxxxxxxxxxxxxxxxxxxxxx:xxxx"),
  "materialize-app-password": token("mzp_{{hex:64}}", "mzp_{{hex:63}}", "mzp_{{lower:64}}"),
  "databricks-oauth-secret": token("dose{{hex:32}}", "dose{{hex:31}}", "dose{{hex:33}}", "overdose{{hex:32}}"),
  "supabase-service-role-key": token("{{sbrole:service_role}}", "{{sbrole:anon}}", "{{jwt}}"),
  "influxdb-3-token": token("apiv3_{{b64url:86}}", "apiv3_{{alnum:30}}", "apiv3_0_the_document_of_the_interface_as_it_was_described_then"),
  "prisma-accelerate-url": {
    hits: ["prisma://accelerate.prisma-data.net/?api_key={{jwt}}", `url = "prisma+postgres://accelerate.prisma-data.net/?api_key={{alnum:120}}"`],
    misses: ["prisma://accelerate.prisma-data.net/?api_key=$KEY", "prisma://accelerate.prisma-data.net/?api_key={{alnum:12}}"],
  },
  "convex-deploy-key": {
    hits: ["CONVEX_DEPLOY_KEY=prod:quick-otter-12|{{convex}}", `"CONVEX_DEPLOY_KEY": "preview:team:shop|{{convex}}"`],
    misses: ["quick-otter-12|{{convex}}", "prod:quick-otter-12|eyJ2MiI6I..."],
  },
  "confluent-api-secret": token("cflt{{b64:60}}", "cflt{{alnum:59}}", "cflt{{alnum:61}}"),
  "kafka-login-password": {
    hits: [
      `sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="app" password="{{password}}";`,
      String.raw`"sasl.jaas.config": "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"app\" password=\"{{alnum:24}}\";"`,
    ],
    misses: [
      `PlainLoginModule required username="app" password="\${KAFKA_PASSWORD}";`,
      `PlainLoginModule required username="app" password="<password>";`,
      `PlainLoginModule required username="app"; password="{{password}}"`,
    ],
  },
  "nats-seed": {
    hits: ["-----BEGIN USER NKEY SEED-----\n{{natsseed}}\n------END USER NKEY SEED------", "-----BEGIN ACCOUNT NKEY SEED-----\r\n{{natsseed}}\r\n"],
    misses: ["-----BEGIN USER NKEY SEED-----\nSUA{{base32:55}}\n", "-----BEGIN USER NKEY SEED-----\nSUAxxxx\n", "{{natsseed}}"],
  },
  "elastic-api-key": {
    hits: ["Authorization: ApiKey {{elastickey}}", `headers: { Authorization: "ApiKey {{elastickey}}" }`],
    misses: ["Authorization: ApiKey {{b64:58}}==", "Authorization: ApiKey $ELASTIC_API_KEY", "ApiKey {{alnum:20}}=="],
  },
  "qstash-token": token("{{qstash}}", "eyJVc2VySUQiOi{{alnum:100}}", "eyJVc2VySUQiOi{{alnum:20}}"),
  "mongodb-atlas-private-key": named(["MONGODB_ATLAS_PRIVATE_KEY", "mongodbAtlasPrivateApiKey"], "{{uuid}}", "{{hex:32}}", "{{lower:8}}"),
  "neon-api-key": named(["NEON_API_KEY", "neonApiKey"], "napi_{{lowernum:64}}", "napi_{{lowernum:40}}", "{{lowernum:64}}"),
  "nats-nkey-seed": named(["NATS_NKEY_SEED", "natsSeed"], "{{natsseed}}", "U{{base32:55}}", "SUA{{base32:40}}"),
  "confluent-api-secret-unmarked": named(["CONFLUENT_CLOUD_API_SECRET", "kafkaApiSecret"], "{{b64:64}}", "{{alnum:63}}", "{{upper:16}}"),
  "cloudamqp-api-key": named(["CLOUDAMQP_APIKEY", "cloudamqpApiKey"], "{{uuid}}", "{{hex:32}}", "{{alnum:36}}"),
  "influxdb-token": named(["INFLUX_TOKEN", "DOCKER_INFLUXDB_INIT_ADMIN_TOKEN"], "{{b64url:86}}==", "{{alnum:86}}", "{{alnum:40}}=="),
  "upstash-redis-token": named(["UPSTASH_REDIS_REST_TOKEN", "KV_REST_API_TOKEN"], "AX{{alnum:60}}=", "AX{{alnum:20}}", "BX{{alnum:60}}"),
  "qstash-signing-key": named(["QSTASH_CURRENT_SIGNING_KEY", "qstashNextSigningKey"], "sig_{{alnum:28}}", "sig_{{alnum:12}}", "{{alnum:28}}"),
  "hasura-admin-secret": named(["HASURA_GRAPHQL_ADMIN_SECRET", "x-hasura-admin-secret"], "{{alnum:64}}", "{{alnum:20}}", "myadminsecretkey"),
  "algolia-admin-key": named(["ALGOLIA_ADMIN_API_KEY", "algoliaWriteKey"], "{{hex:32}}", "{{hex:31}}", "{{lower:32}}"),
  "meilisearch-master-key": named(["MEILI_MASTER_KEY", "meilisearchAdminKey"], "{{b64url:43}}", "{{alnum:20}}", "masterKey"),
  "typesense-admin-key": named(["TYPESENSE_ADMIN_API_KEY", "typesenseApiKey"], "{{alnum:48}}", "{{alnum:20}}", "xyz"),
  "pinecone-key-unmarked": named(["PINECONE_API_KEY", "pineconeKey"], "{{uuid}}", "{{hex:32}}", "{{alnum:36}}"),
  "clickhouse-cloud-secret": named(["CLICKHOUSE_CLOUD_API_SECRET", "clickhouseKeySecret"], "4b1d{{alnum:38}}", "4b1d{{alnum:37}}", "{{alnum:42}}--"),
  "elastic-api-key-unmarked": named(["ELASTIC_API_KEY", "elasticsearchApiKey"], "{{elastickey}}", "{{alnum:40}}", "{{alnum:20}}"),
  "appwrite-api-key": named(["APPWRITE_API_KEY", "X-Appwrite-Key"], "standard_{{hex:256}}", "standard_{{hex:100}}", "{{lower:256}}"),
  "neo4j-aura-password": named(["NEO4J_PASSWORD", "neo4jPassword"], "{{b64url:43}}", "{{alnum:20}}", "{{alnum:44}}"),
}
