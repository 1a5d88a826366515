// Measures the engine on the whole corpus and writes docs/secrets-accuracy.md: npx tsx test/accuracy/measure.ts [--misses]
import { writeFileSync } from "node:fs"
import { committedSeed, corpus } from "./corpus.ts"
import { accuracyPage } from "./page.ts"
import { score } from "./score.ts"

const measured = score(corpus({ seed: committedSeed, every: 1 }))
writeFileSync("docs/secrets-accuracy.md", accuracyPage(measured, committedSeed))

const missed = measured.found.filter(({ confidence }) => confidence === undefined)
process.stdout.write(`${measured.found.length} planted, ${missed.length} missed, ${measured.falseAlarms.length} false alarms\n`)
if (process.argv.includes("--misses")) {
  for (const { planted, path } of missed) process.stdout.write(`missed: ${planted.rule}, ${planted.carrier}, ${planted.maker} in ${path}\n`)
  for (const alarm of measured.falseAlarms)
    process.stdout.write(`false alarm: ${alarm.rule} (${alarm.confidence}) at ${alarm.path}:${alarm.line}, ${alarm.about}\n`)
}
