/** The declaration of `tipstaff secrets stores`. */
import { z } from "zod"
import { operation, type Operation } from "../../base/operation.ts"

export const storeOperations = [
  operation({
    name: "secrets.stores",
    summary: "check that what is deployed takes its secrets from the stores that the environment allows",
    details:
      "Reads Kubernetes manifests, Helm values, Compose files, Terraform variables, .env files, Serverless and ECS definitions, and for ci the workflows. A literal value exits with 1, a file that cannot be read with 2.",
    permission: "scan.run",
    effect: "reads",
    schema: "tipstaff.secret-stores/1",
    input: z.object({
      path: z.string().optional().meta({ positional: true, description: "a folder of the repository, or one manifest", placeholder: "PATH" }),
      environment: z.enum(["staging", "production", "ci"]).meta({ description: "where it will run" }),
    }),
    load: async () => (await import("./stores.ts")).handleSecretStores,
  }),
] as unknown as readonly Operation[]
