/** Prints the automaton of the rules; the build keeps it beside the bundle. */
import { buildAutomaton } from "../../secrets/automaton.ts"
import { packAutomaton } from "../../secrets/prepared-automaton.ts"
import { secretRules } from "../../secrets/rules.ts"
import { stemsOf } from "../../secrets/search.ts"

const stems = stemsOf(secretRules)
process.stdout.write(packAutomaton(stems, buildAutomaton(stems)))
