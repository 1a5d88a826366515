/** Test material only: cases of the rules in rules/tables.ts. */
import type { CasesByRule } from "../cases.ts"

const head = "| Variable | Value |\n|---|---|\n"

export const tableCases: CasesByRule = {
  "table-row": {
    hits: [
      `${head}| user | ada |\n| password | {{alnum:14}} |`,
      `${head}| \`DB_PASSWORD\` | \`{{password}}\` |`,
      `${head}| **admin password** | {{alnum:10}} | production |`,
      `${head}| passphrase | copper violin meadow tiger |`,
      `${head}|API_TOKEN|{{alnum:32}}|`,
    ],
    misses: [
      `${head}| password | string |`,
      `${head}| password | The password of the account |`,
      `${head}| token | Authentication |`,
      `${head}| password | \`<password>\` |`,
      `${head}| secret | required |`,
      `${head}| password | \${DB_PASSWORD} |`,
      `${head}| token | [Tokens](#tokens) |`,
      `${head}| password | passwords contain only letters |`,
      `${head}| \`--password\` | \`--password-file\` |`,
      `${head}| token | process.env.TOKEN |`,
    ],
    path: "docs/SETUP.md",
  },
  "table-column": {
    hits: [
      "| User | Password |\n|------|:--------:|\n| ada | {{alnum:12}} |",
      "| Host | Login | Password | Note |\n| --- | --- | --- | --- |\n| db.internal | app | `{{password}}` | read only |",
      "| Token |\n|---|\n| {{alnum:32}} |",
    ],
    misses: [
      "| User | Password |\n|---|---|\n| ada | see the vault |",
      "| User | Password |\n|---|---|\n| {{alnum:12}} | none |",
      "| Option | Password |\n|---|---|\n| login | required |",
      "| User | Password |\n| ada | {{alnum:12}} |",
    ],
    path: "README.md",
  },
}
