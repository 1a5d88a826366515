/** The part of `secrets:` in tipstaff.yaml that says which policies on secret stores apply to what is deployed. */
import { z } from "zod"

export const secretStoreFields = {
  stores: z
    .array(z.enum(["policy", "sop"]))
    .min(1)
    .default(["policy"])
    .meta({ description: "whose secret stores count in what is deployed: policy, sop (1Password), or both; the strictest holds" }),
} as const
