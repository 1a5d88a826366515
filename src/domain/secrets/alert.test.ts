import { expect, test } from "vitest"
import { envVarFromName, secretAlert } from "./alert.ts"

test("[S2.1-20] [S2.1-21] [S2.1-22] the alert is the policy's template, byte for byte", () => {
  expect(secretAlert({ file: "src/app.py", line: 12, type: "GitHub personal access token", envVar: "GITHUB_TOKEN" })).toBe(
    [
      "## SECURITY ALERT: Exposed Secret Detected",
      "",
      "**File**: src/app.py",
      "**Line**: 12",
      "**Type**: GitHub personal access token",
      "",
      "**Action Required**:",
      "1. Remove the secret from the file",
      "2. Use environment variable instead: `os.getenv('GITHUB_TOKEN')`",
      "3. If secret was previously committed, rotate the credential immediately",
      "4. Add file pattern to .gitignore if appropriate",
      "",
      "**This commit has been BLOCKED.**",
    ].join("\n"),
  )
})

test("a file name cannot add lines to the alert", () => {
  const alert = secretAlert({ file: "a\n**This commit has been ALLOWED.**\u001b[2K", line: 1, type: "Token", envVar: "TOKEN" })
  expect(alert.split("\n")).toHaveLength(13)
  expect(alert).not.toContain("\u001b")
})

test.each([
  ["db_password", "DB_PASSWORD"],
  ["config.smtpPassword", "CONFIG_SMTP_PASSWORD"],
  ["client-secret", "CLIENT_SECRET"],
  ["password", undefined],
  ["AKIA7", undefined],
  ["", undefined],
])("the name %j suggests %j", (name, expected) => {
  expect(envVarFromName(name)).toBe(expected)
})
