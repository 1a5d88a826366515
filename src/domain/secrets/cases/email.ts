/** Test material only: cases of the rules in rules/email.ts. */
import type { CasesByRule } from "../cases.ts"

export const emailCases: CasesByRule = {
  "resend-api-key": {
    hits: [
      "RESEND_API_KEY=re_{{alnum:8}}_{{alnum:24}}",
      `new Resend("re_{{alnum:8}}_{{alnum:24}}")`,
      "Authorization: Bearer re_{{alnum:8}}_{{alnum:24}}",
    ],
    misses: ["RESEND_API_KEY=re_{{alnum:8}}_{{alnum:23}}", "core_{{alnum:8}}_{{alnum:24}}", "=re_{{alnum:8}}{{alnum:24}}"],
  },
  "mailersend-token": { hits: ["MAILERSEND_API_KEY=mlsn.{{hex:64}}", `"mlsn.{{hex:64}}"`], misses: ["mlsn.{{hex:63}}", "mlsn.{{upper:64}}"] },
  "klaviyo-private-key": {
    hits: ["Authorization: Klaviyo-API-Key pk_{{hex:34}}", `headers = {"Authorization": "Klaviyo-API-Key pk_{{hex:34}}"}`],
    misses: ["Authorization: Klaviyo-API-Key pk_{{hex:20}}", "Authorization: Klaviyo-API-Key your-private-api-key"],
  },
  "ses-smtp-password": {
    hits: ["SMTP_PASSWORD={{sesSmtp}}", `"smtpPassword": "{{sesSmtp}}"`, "EMAIL_HOST_PASSWORD = '{{sesSmtp}}'"],
    misses: ["SMTP_PASSWORD={{base64of:33}}", "SMTP_PASSWORD=BA{{b64:30}}", "SMTP_USER={{sesSmtp}}"],
  },
}
