/** Hard negatives: what looks like a secret or stands under its name, and is none. */
import { expand, type Random } from "../../src/domain/secrets/generate.ts"
import { negativeFiles } from "./negative-files.ts"

export interface Negative {
  readonly id: string
  readonly path: string
  write(make: (template: string) => string): string
}

/** Written under every secret-like name into carriers of every kind. */
export const placeholders: readonly string[] = [
  "changeme",
  "CHANGE_ME",
  "change-me-in-production",
  "<your-api-key>",
  "<password>",
  "your_password_here",
  "your-secret-key",
  "YOUR_API_KEY",
  "REPLACE_ME",
  "replace-with-your-token",
  "xxxxxxxx",
  "XXXXXXXXXXXXXXXXXXXXXXXX",
  "xxxx-xxxx-xxxx-xxxx",
  "********",
  "••••••••",
  "...",
  "TODO",
  "FIXME",
  "placeholder",
  "example",
  "my-secret-example-value",
  "insert-token-here",
  "enter_your_key",
  "[REDACTED]",
  "redacted",
  "${DB_PASSWORD}",
  "$SECRET",
  "{{ vault_password }}",
  "{{ .Values.secret }}",
  "%(password)s",
  "%PASSWORD%",
  "#{password}",
  "@PASSWORD@",
  "__PASSWORD__",
  "${env:SECRET}",
  "${{ secrets.DEPLOY_TOKEN }}",
  "$(cat /run/secrets/db)",
  "op://vault/item/password",
  "vault:secret/data/app#password",
  "/run/secrets/db_password",
  "arn:aws:secretsmanager:eu-central-1:123456789012:secret:app",
  "projects/p/secrets/db/versions/latest",
  "null",
  "undefined",
  "none",
  "string",
  "true",
  "1234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "0000000000000000",
  "foobar",
  "dummy-value",
  "fake_token_for_unit",
  "not-a-real-secret",
  "sample_api_key",
  "https://id.internal/oauth/token",
]

export const negatives: readonly Negative[] = [...negativeFiles]

export function makerOf(random: Random): (template: string) => string {
  return (template) => expand(template, random)
}
