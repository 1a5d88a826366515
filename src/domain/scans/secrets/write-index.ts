/** Prints the keyword index of the rules; the build keeps it beside the bundle. */
import { buildKeywordIndex } from "../../secrets/keyword-index.ts"
import { packIndex } from "../../secrets/prepared-index.ts"
import { secretRules } from "../../secrets/rules.ts"

process.stdout.write(packIndex(buildKeywordIndex(secretRules)))
