/** What arguments say by themselves, whichever program they are given to. */
import type { Effect } from "../effect.ts"
import { isSecretPath } from "../paths.ts"
import type { Call } from "../shell/call.ts"
import { environmentOf } from "./table.ts"

/** They print their arguments, look for them, or have been read already. */
const speaks =
  /^(?:echo|printf|grep|egrep|fgrep|rg|ag|git|export|declare|local|typeset|readonly|alias|read|test|\[|cd|ls|stat|touch|mkdir|set|unset|cat|rm|unlink|cp|mv|ln|chmod|chown|find|curl|wget|sed|awk|ssh|scp|rsync|tar|docker|npx|xargs|env|sudo|gh|tipstaff|which|type|man|help|node|python3?|bash|sh|eval|for|dotenv)$/

const installers =
  /^(?:npm|pnpm|yarn|bun|gem|cargo|brew|dpkg|rpm|apt|apt-get|yum|dnf|apk|pacman|cpanm|luarocks|go|uvx|pipx|uv|deno|gh|r|conda|choco|winget|scoop|code|helm)$/
const address = /(?:^|@|=|\s)(?:https?|git\+\w+|git|ssh):(?:\/\/)|\.(?:tgz|deb|rpm|vsix|zip)$|^github:/i

const verbs = /^(?:install|i|add|exec|x|dlx|run|local-install|--install|-i|-U|--install-extension|extension|plugin|tap|get|create|init)$/

/** Words of tools that no table has, in their first places. */
const taken = /^(?:delete|destroy|purge|drop|terminate|wipe|nuke|remove|teardown|undeploy)$/
const shipped = /(?:^|[:_/.-])(?:deploy|release|promote|ship|rollout|publish)(?:$|[:_/.-])/i

export function generalEffects(call: Call, known: boolean): Effect[] {
  const { program, args } = call
  const texts = args.map(({ text }) => text)
  const effects: Effect[] = []
  if (!speaks.test(program))
    for (const path of texts.filter((text) => !text.startsWith("-") && isSecretPath(text))) effects.push({ kind: "file.read", path })
  if (installers.test(program) && texts.some((text) => verbs.test(text)) && texts.some((text) => address.test(text) && !text.startsWith("-")))
    effects.push({ kind: "code.run", language: "package", origin: "network" })
  if (
    /^(?:uv|poetry|hatch|bun|mix|gem|cargo|flit|pdm|twine|dart|pub)$/.test(program) &&
    /(?:^|\.)(?:publish|upload|yank)$/.test(texts.find((text) => !text.startsWith("-")) ?? "")
  )
    effects.push({ kind: "package.publish", tool: program })
  if (/^(?:mvn|gradle|gradlew)$/.test(program) && texts.some((text) => /(?:flyway|liquibase):?(?:clean|dropAll)/i.test(text)))
    effects.push({ kind: "db.delete", engine: "schema", deletion: "drop", tables: [], environment: environmentOf(call) })
  if (program === "pip" || program === "pip3")
    for (const text of texts) if (/@\s*https?:/.test(text)) effects.push({ kind: "code.run", language: "package", origin: "network" })
  if (program === "go" && texts[0] === "run" && /\.\w+\/.*@/.test(texts[1] ?? ""))
    effects.push({ kind: "code.run", language: "go", origin: "network" })
  if (known) return effects
  const words = texts.filter((text) => !text.startsWith("-")).slice(0, 3)
  const environment = environmentOf(call)
  if (words.some((word) => taken.test(word) || /^(?:flyway|liquibase)\w*[:]?(?:clean|dropall)/i.test(word)))
    effects.push({ kind: "cloud.delete", provider: program, resource: words.join(" ") })
  if (words.some((word) => /publish$|^push$/.test(word))) effects.push({ kind: "package.publish", tool: program })
  if ([program, ...words].some((word) => shipped.test(word)) && environment !== "development" && environment !== "staging")
    effects.push({ kind: "deploy", tool: program, environment })
  return effects
}
