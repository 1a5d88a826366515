/** Test material only: cases of the rules in rules/planning-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedPlanningCases: CasesByRule = {
  "asana-access-token": heldBy("ASANA_ACCESS_TOKEN", "2/{{digits:16}}/{{digits:16}}:{{hex:32}}"),
  "asana-client-secret": heldBy("ASANA_CLIENT_SECRET", "{{hex:32}}"),
  "trello-api-key": heldBy("TRELLO_API_KEY", "{{hex:32}}"),
  "trello-token": heldBy("TRELLO_TOKEN", "{{hex:64}}"),
  "monday-client-secret": heldBy("MONDAY_CLIENT_SECRET", "{{hex:32}}"),
  "shortcut-api-token": heldBy("SHORTCUT_API_TOKEN", "{{uuid}}"),
  "coda-api-token": heldBy("CODA_API_TOKEN", "{{uuid}}"),
  "airtable-api-key": heldBy("AIRTABLE_API_KEY", "key{{alnum:14}}"),
  "smartsheet-access-token": heldBy("SMARTSHEET_ACCESS_TOKEN", "{{alnum:37}}"),
  "todoist-api-token": heldBy("TODOIST_API_TOKEN", "{{hex:40}}"),
  "pipedream-api-key": heldBy("PIPEDREAM_API_KEY", "{{hex:32}}"),
}
