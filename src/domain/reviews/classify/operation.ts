/** The operation `classify`: which kind of review a change or a declared subject needs. */
import { z } from "zod"
import { operation } from "../../../base/operation.ts"
import type { ClassificationRecord } from "./record.ts"
import { workTypeIds } from "./work-types.ts"

const input = z.object({
  path: z.string().optional().meta({ description: "folder inside the repository", positional: true, placeholder: "folder" }),
  base: z.string().optional().meta({ description: "compare with where the change left this revision", placeholder: "revision" }),
  head: z.string().optional().meta({ description: "the changed revision; without it the work tree", placeholder: "revision" }),
  kind: z.enum(workTypeIds).optional().meta({ description: "declare the subject instead of reading a change" }),
})

export const classifyOperation = operation<typeof input, ClassificationRecord>({
  name: "classify",
  summary: "say which security review a change needs, and why",
  details:
    "Reads the change between a base and the work tree (or --head) and names the work types of the review procedure that apply, each with its level, its trigger and the places that caused it. With --kind a subject is declared instead, which is the only way to a vendor or a quarterly audit. Ends with 0 when everything relevant could be read, otherwise with 2.",
  permission: "review.read",
  effect: "reads",
  schema: "tipstaff.classify/1",
  input,
  load: async () => {
    const [{ classifyHandler }, { loadSettings }, { changeSettings }] = await Promise.all([
      import("./handler.ts"),
      import("../settings.ts"),
      import("../steps/open.ts"),
    ])
    return classifyHandler(async (root, options) => changeSettings((await loadSettings(root)).settings, options))
  },
})
