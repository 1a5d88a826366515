/** Which local models sit on the council, and how many must answer. */
import { z } from "zod"
import { defaultEndpoint } from "./endpoint.ts"

export const councilSettings = z.strictObject({
  endpoint: z.string().default(defaultEndpoint).meta({ description: "address of the local Ollama server; only this machine is allowed" }),
  models: z.array(z.string().min(1)).max(9).default([]).meta({ description: "models to ask; empty asks every installed one, up to nine" }),
  minimum: z.int().min(1).max(9).default(2).meta({ description: "different models that must give a verdict" }),
  timeoutSeconds: z.int().min(1).max(3600).default(300).meta({ description: "how long each model may take" }),
})

export type CouncilSettings = z.output<typeof councilSettings>
