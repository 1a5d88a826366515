/** What is unsafe in GitHub workflows and actions. Keys are the folders of rules/configuration. */
import { printable } from "../../../base/mask.ts"
import { valueAt, lineInside, recordOf, textOf, type DataFile, type Path } from "./document.ts"
import { isFloating, parseImage } from "./image-name.ts"
import type { Hit, RuleTable } from "./rule.ts"
import { scannersIn } from "./scanner-names.ts"
import { isLiteralSecret, namesSecret } from "./secret-name.ts"
import { pipesToShell, programOf, shellCommands, type ShellCommand } from "./shell-text.ts"
import { checksOutHead, expressionsIn, isUntrusted, secretsIn, type Job, type Step, type Workflow } from "./workflow.ts"

export const workflowRules: RuleTable<Workflow> = {
  *"workflow-action-unpinned"(workflow) {
    for (const { path, uses, about } of usesIn(workflow)) {
      const action = unpinnedAction(uses)
      if (action !== undefined && !firstParty.test(action)) yield hit(workflow, path, `${about} ${action}`, printable(uses.slice(0, 200)))
    }
  },
  *"workflow-first-party-action-unpinned"(workflow) {
    for (const { path, uses, about } of usesIn(workflow)) {
      const action = unpinnedAction(uses)
      if (action !== undefined && firstParty.test(action)) yield hit(workflow, path, `${about} ${action}`, printable(uses.slice(0, 200)))
    }
  },
  *"workflow-head-checkout-with-privileges"(workflow) {
    if (!privilegedTriggers.some((trigger) => workflow.triggers.has(trigger))) return
    for (const { step } of stepsIn(workflow)) {
      if (checksOutHead(step))
        yield hit(
          workflow,
          step.path,
          step.about,
          `step ${step.about}, on ${[...workflow.triggers].filter((trigger) => privilegedTriggers.includes(trigger)).join(", ")}`,
        )
    }
  },
  *"workflow-script-injection"(workflow) {
    for (const { step } of stepsIn(workflow)) {
      const texts: readonly (readonly [string, Path, string | undefined])[] = [
        ["run", ["run"], step.run],
        ["script", ["with", "script"], /github-script@/.test(step.uses ?? "") ? textOf(step.with["script"]) : undefined],
      ]
      for (const [, path, text] of texts) {
        if (text === undefined) continue
        for (const { body, offset } of expressionsIn(text)) {
          if (isUntrusted(body)) yield inText(workflow, step, path, text, offset, printable(body.slice(0, 120)))
        }
      }
    }
  },
  *"workflow-permissions-missing"(workflow) {
    if (workflow.kind === "action" || valueAt(workflow.file.value, "permissions") !== undefined) return
    if (workflow.triggers.size === 1 && workflow.triggers.has("workflow_call")) return
    const without = workflow.jobs.filter((job) => job.body["permissions"] === undefined)
    if (without.length > 0)
      yield hit(
        workflow,
        ["jobs"],
        "jobs",
        `without permissions: ${printable(
          without
            .map((job) => job.id)
            .slice(0, 5)
            .join(", "),
        )}`,
      )
  },
  *"workflow-permissions-write-all"(workflow) {
    if (valueAt(workflow.file.value, "permissions") === "write-all") yield hit(workflow, ["permissions"], "workflow", "permissions: write-all")
    for (const job of workflow.jobs) {
      if (job.body["permissions"] === "write-all") yield hit(workflow, [...job.path, "permissions"], job.id, `job ${job.id}: write-all`)
    }
  },
  *"workflow-literal-secret"(workflow) {
    for (const { path, values, about } of valuesIn(workflow)) {
      for (const [name, value] of Object.entries(values)) {
        if (namesSecret(name) && isLiteralSecret(textOf(value)))
          yield hit(workflow, [...path, name], `${about} ${name}`, `${about}: ${printable(name.slice(0, 100))}`)
      }
    }
  },
  *"workflow-secret-printed"(workflow) {
    for (const { step, job } of stepsIn(workflow)) {
      if (step.run === undefined) continue
      const held = secretVariables(workflow, job, step)
      const commands = shellCommands(step.run)
      for (const [index, command] of commands.entries()) {
        const name = printedSecret(command, held)
        if (name !== undefined && reachesLog(commands, index)) yield inText(workflow, step, ["run"], step.run, command.offset, name)
      }
    }
  },
  *"workflow-secret-in-output"(workflow) {
    for (const { step, job } of stepsIn(workflow)) {
      if (step.run === undefined || !outputFiles.test(step.run)) continue
      const held = secretVariables(workflow, job, step)
      for (const command of shellCommands(step.run)) {
        const name = command.redirected && !command.captured ? secretAmongWords(command, held) : undefined
        if (name !== undefined && outputFiles.test(restOfLine(step.run, command.offset)))
          yield inText(workflow, step, ["run"], step.run, command.offset, name)
      }
    }
  },
  *"workflow-secret-traced"(workflow) {
    for (const { step, job } of stepsIn(workflow)) {
      if (step.run === undefined) continue
      const held = secretVariables(workflow, job, step)
      let since = /\b(?:ba|z|k|da)?sh\b.{0,200}\s-[a-z]*x/.test((textOf(step.body["shell"]) ?? "").slice(0, 500)) ? 0 : undefined
      for (const command of shellCommands(step.run)) {
        const turned = tracing(command)
        if (turned !== undefined) since = turned ? (since ?? command.offset) : undefined
        const name = since === undefined ? undefined : expandedSecret(command, held)
        if (since === undefined || name === undefined) continue
        yield inText(workflow, step, ["run"], step.run, since, name)
        break
      }
    }
  },
  *"workflow-literal-secret-in-script"(workflow) {
    for (const { step } of stepsIn(workflow)) {
      if (step.run === undefined) continue
      for (const command of shellCommands(step.run)) {
        const name = literalSecretIn(command)
        if (name !== undefined) yield inText(workflow, step, ["run"], step.run, command.offset, printable(name.slice(0, 100)))
      }
    }
  },
  *"workflow-all-secrets-shared"(workflow) {
    for (const job of workflow.jobs) {
      const uses = textOf(job.body["uses"])
      if (job.body["secrets"] === "inherit" && uses !== undefined && !uses.startsWith("./")) {
        yield hit(workflow, [...job.path, "secrets"], job.id, `job ${job.id} hands every secret to ${printable(uses.slice(0, 200))}`)
      }
    }
    for (const { path, values, about } of [...valuesIn(workflow), ...scriptsIn(workflow)]) {
      for (const [name, value] of Object.entries(values)) {
        if (/toJSON\s*\(\s*secrets\s*\)/i.test((textOf(value) ?? "").slice(0, 50_000)))
          yield hit(workflow, [...path, name], `${about} ${name}`, `${about}: toJSON(secrets)`)
      }
    }
  },
  *"workflow-secrets-to-forks"(workflow) {
    if (!workflow.triggers.has("pull_request_target")) return
    for (const job of workflow.jobs) {
      if (!job.steps.some((step) => checksOutHead(step))) continue
      const names = new Set(job.steps.flatMap((step) => secretsOfStep(step)))
      for (const name of secretsOfRecord(recordOf(job.body["env"]))) names.add(name)
      for (const name of names) yield hit(workflow, job.path, `${job.id} ${name}`, `job ${job.id}: secrets.${name}`)
    }
  },
  *"workflow-unsecure-commands"(workflow) {
    for (const { path, values, about } of valuesIn(workflow)) {
      const value = textOf(values["ACTIONS_ALLOW_UNSECURE_COMMANDS"])
      if (value !== undefined && /^(?:true|1)$/i.test(value)) yield hit(workflow, [...path, "ACTIONS_ALLOW_UNSECURE_COMMANDS"], about, about)
    }
  },
  *"workflow-self-hosted-on-pull-request"(workflow) {
    if (!workflow.triggers.has("pull_request") && !workflow.triggers.has("pull_request_target")) return
    for (const job of workflow.jobs) {
      const runner = job.body["runs-on"]
      const labels = Array.isArray(runner) ? runner : [runner, valueAt(runner, "labels"), valueAt(runner, "group")].flat()
      if (labels.includes("self-hosted")) yield hit(workflow, [...job.path, "runs-on"], job.id, `job ${job.id}`)
    }
  },
  *"workflow-pipe-to-shell"(workflow) {
    for (const { step } of stepsIn(workflow)) {
      if (step.run === undefined) continue
      for (const found of pipesToShell(step.run)) yield inText(workflow, step, ["run"], step.run, found.offset, `download from ${found.what}`)
    }
  },
  *"workflow-credentials-in-artefact"(workflow) {
    for (const job of workflow.jobs) {
      const checkout = job.steps.findIndex(
        (step) =>
          step.uses?.startsWith("actions/checkout@") && textOf(step.with["persist-credentials"]) !== "false" && step.with["path"] === undefined,
      )
      const upload = job.steps.find(
        (step, index) =>
          checkout >= 0 &&
          index > checkout &&
          step.uses?.startsWith("actions/upload-artifact@") &&
          /^(?:\.\/?|\*|\*\*|\$\{\{\s*github\.workspace\s*\}\}\/?)$/.test((textOf(step.with["path"]) ?? "").trim()),
      )
      if (upload) yield hit(workflow, upload.path, upload.about, `step ${upload.about}`)
    }
  },
  *"workflow-run-artefact-trusted"(workflow) {
    if (!workflow.triggers.has("workflow_run")) return
    for (const job of workflow.jobs) {
      const download = job.steps.findIndex(
        (step) =>
          (/^(?:actions\/download-artifact|dawidd6\/action-download-artifact)@/.test(step.uses ?? "") &&
            (step.with["run-id"] !== undefined || step.with["run_id"] !== undefined || step.with["workflow"] !== undefined)) ||
          /\bgh\s+run\s+download\b|downloadArtifact/.test((step.run ?? textOf(step.with["script"]) ?? "").slice(0, 50_000)),
      )
      const after =
        download < 0 ? undefined : job.steps.slice(download + 1).find((step) => step.run !== undefined || /github-script@/.test(step.uses ?? ""))
      if (after) yield hit(workflow, job.steps[download]!.path, job.steps[download]!.about, `job ${job.id} uses the artefact in step ${after.about}`)
    }
  },
  *"workflow-scanner-failure-ignored"(workflow) {
    for (const { step, job } of stepsIn(workflow)) {
      for (const { name, index } of scannersIn(step, "any")) {
        const how = failureIgnored(step, job, index)
        if (how !== undefined)
          yield {
            ...inText(workflow, step, step.run === undefined ? [] : ["run"], step.run ?? "", how.offset, name),
            detail: `${name} in ${step.about}: ${how.what}`,
          }
      }
    }
  },
  *"workflow-container-latest"(workflow) {
    for (const job of workflow.jobs) {
      const containers: readonly (readonly [Path, unknown])[] = [
        [["container"], job.body["container"]],
        ...Object.entries(recordOf(job.body["services"])).map(([name, service]): readonly [Path, unknown] => [["services", name], service]),
      ]
      for (const [path, container] of containers) {
        const image = parseImage(textOf(container) ?? textOf(valueAt(container, "image")) ?? "")
        if (image && isFloating(image)) yield hit(workflow, [...job.path, ...path], `${job.id} ${image.name}`, `job ${job.id}: ${image.name}`)
      }
    }
  },
  *"workflow-agent-unrestricted"(workflow) {
    for (const { step } of stepsIn(workflow)) {
      if (step.run !== undefined) {
        const found = agentBypass.exec(step.run.slice(0, 100_000))
        if (found) yield inText(workflow, step, ["run"], step.run, found.index + 1, found[1]!)
      }
      if (step.uses === undefined) continue
      for (const [name, value] of Object.entries(step.with)) {
        const found = agentBypass.exec((textOf(value) ?? "").slice(0, 100_000))
        if (found) yield hit(workflow, [...step.path, "with", name], `${step.about} ${found[1]}`, `step ${step.about}: ${found[1]}`)
      }
    }
  },
  *"workflow-agent-prompt-injection"(workflow) {
    for (const { step } of stepsIn(workflow)) {
      if (!agentActions.test(step.uses ?? "")) continue
      for (const [name, value] of Object.entries(step.with)) {
        if (!/prompt|instructions/i.test(name)) continue
        const text = textOf(value) ?? ""
        for (const { body, offset } of expressionsIn(text)) {
          if (isUntrusted(body)) yield inText(workflow, step, ["with", name], text, offset, printable(body.slice(0, 120)))
        }
      }
    }
  },
}

/** Published by GitHub itself. */
const firstParty = /^(?:actions|github)\//
const privilegedTriggers = ["pull_request_target", "workflow_run", "issue_comment"]
const agentBypass =
  /(?:^|\s)(--dangerously-skip-permissions|--dangerously-bypass-approvals-and-sandbox|--yolo|--allow-all-tools|--permission-mode[ =]bypassPermissions)(?=\s|$)/
const agentActions =
  /^(?:anthropics\/claude-code-(?:base-)?action|openai\/codex-action|google-github-actions\/run-gemini-cli|google-gemini\/gemini-cli-action|actions\/ai-inference)@/

/** The action when it is not fixed to a commit or a digest; undefined for local ones and for expressions. */
function unpinnedAction(uses: string): string | undefined {
  if (uses.startsWith("./") || uses.startsWith("../") || uses.includes("${{")) return undefined
  if (uses.startsWith("docker://")) {
    const image = parseImage(uses.slice("docker://".length))
    return image && image.digest === undefined ? image.name : undefined
  }
  const [action = "", reference = ""] = uses.split("@", 2)
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(reference) ? undefined : action
}

function* stepsIn(workflow: Workflow): Generator<{ step: Step; job: Job }> {
  for (const job of workflow.jobs) for (const step of job.steps) yield { step, job }
}

function* usesIn(workflow: Workflow): Generator<{ path: Path; uses: string; about: string }> {
  for (const job of workflow.jobs) {
    const called = textOf(job.body["uses"])
    if (called !== undefined) yield { path: [...job.path, "uses"], uses: called.trim(), about: job.id }
    for (const step of job.steps) if (step.uses !== undefined) yield { path: [...step.path, "uses"], uses: step.uses.trim(), about: step.about }
  }
}

/** Every `env` and `with`. Service containers live for one run: their passwords protect nothing. */
function* valuesIn(workflow: Workflow): Generator<{ path: Path; values: Readonly<Record<string, unknown>>; about: string }> {
  yield { path: ["env"], values: recordOf(valueAt(workflow.file.value, "env")), about: "workflow" }
  for (const job of workflow.jobs) {
    yield { path: [...job.path, "env"], values: recordOf(job.body["env"]), about: job.id }
    for (const part of [["container", "env"], ["container", "credentials"], ["with"], ["secrets"]]) {
      yield { path: [...job.path, ...part], values: recordOf(valueAt(job.body, ...part)), about: `${job.id} ${part[0]}` }
    }
    for (const step of job.steps) {
      yield { path: [...step.path, "env"], values: step.env, about: step.about }
      yield { path: [...step.path, "with"], values: step.with, about: step.about }
    }
  }
}

function* scriptsIn(workflow: Workflow): Generator<{ path: Path; values: Readonly<Record<string, unknown>>; about: string }> {
  for (const { step } of stepsIn(workflow)) if (step.run !== undefined) yield { path: step.path, values: { run: step.run }, about: step.about }
}

function secretsOfRecord(values: Readonly<Record<string, unknown>>): string[] {
  return Object.values(values).flatMap((value) => [...expressionsIn(textOf(value) ?? "")].flatMap(({ body }) => secretsIn(body)))
}

function secretsOfStep(step: Step): string[] {
  return [...secretsOfRecord(step.env), ...secretsOfRecord(step.with), ...secretsOfRecord({ run: step.run })]
}

/** Variables of the step that hold a secret, with the secret's name. */
function secretVariables(workflow: Workflow, job: Job, step: Step): ReadonlyMap<string, string> {
  const held = new Map<string, string>()
  for (const values of [recordOf(valueAt(workflow.file.value, "env")), recordOf(job.body["env"]), step.env]) {
    for (const [name, value] of Object.entries(values)) {
      const text = (textOf(value) ?? "").trim()
      // Only an expression that yields the secret itself; `secrets.X != ''` yields true or false.
      const secret = /^\$\{\{\s*secrets\s*\.\s*([A-Za-z_][A-Za-z0-9_]{0,100})\s*\}\}$/.exec(text.slice(0, 300))?.[1]
      if (secret === undefined) held.delete(name)
      else held.set(name, secret)
    }
  }
  return held
}

const printers = new Set(["echo", "printf", "write-host", "write-output", "print"])

/** The name of the secret that a command prints where the log shows it. */
function printedSecret(command: ShellCommand, held: ReadonlyMap<string, string>): string | undefined {
  return command.captured || command.redirected ? undefined : secretAmongWords(command, held)
}

/** The name of the secret that a printing command has among its words. */
function secretAmongWords(command: ShellCommand, held: ReadonlyMap<string, string>): string | undefined {
  const found = programOf(command.words)
  if (!found || !printers.has(found.program)) return undefined
  const text = found.args.join(" ").slice(0, 20_000)
  return text.includes("::add-mask::") ? undefined : secretIn(text, held)
}

function expandedSecret(command: ShellCommand, held: ReadonlyMap<string, string>): string | undefined {
  return secretIn(command.words.join(" ").slice(0, 20_000), held)
}

/** The secret that a text yields once its expressions and variables are put in. */
function secretIn(text: string, held: ReadonlyMap<string, string>): string | undefined {
  for (const { body } of expressionsIn(text)) {
    const direct = /^secrets\s*\.\s*([A-Za-z_][A-Za-z0-9_]{0,100})$/.exec(body)?.[1]
    if (direct !== undefined) return `secrets.${direct}`
  }
  for (const [, braced, plain, shell] of text.matchAll(
    /\$\{([A-Za-z_][A-Za-z0-9_]{0,100})\}|\$env:([A-Za-z_][A-Za-z0-9_]{0,100})|\$([A-Za-z_][A-Za-z0-9_]{0,100})/g,
  )) {
    const variable = braced ?? plain ?? shell ?? ""
    if (held.has(variable)) return `secrets.${held.get(variable)}`
  }
  return undefined
}

/** Files in which a step hands on values; what stands there is shown or passed to jobs that do not know it is a secret. */
const outputFiles = /GITHUB_(?:OUTPUT|STEP_SUMMARY)\b/

function restOfLine(script: string, offset: number): string {
  const end = script.indexOf("\n", offset)
  return script.slice(offset, Math.min(end < 0 ? script.length : end, offset + 20_000))
}

/** Whether a command switches the shell's trace on or off; undefined for all others. */
function tracing({ words }: ShellCommand): boolean | undefined {
  if (words[0] !== "set") return undefined
  const options = words.slice(1, 20)
  const long = options.findIndex((word) => word === "xtrace")
  if (long > 0) return options[long - 1]?.startsWith("-") === true
  const short = options.find((word) => /^[-+][a-z]*x[a-z]*$/i.test(word))
  return short === undefined ? undefined : short.startsWith("-")
}

/** The name of an assignment or a flag with a literal secret behind it. */
function literalSecretIn({ words }: ShellCommand): string | undefined {
  for (const [index, word] of words.slice(0, 200).entries()) {
    const assigned = /^(?:--?)?([A-Za-z_][\w-]{0,100})=([\s\S]*)$/.exec(word.slice(0, 1000))
    if (assigned !== null && namesSecret(assigned[1]!) && isLiteralSecret(assigned[2])) return assigned[1]
    const flag = /^--([a-z][\w-]{0,100})$/i.exec(word.slice(0, 110))?.[1]
    const next = words[index + 1]
    if (flag !== undefined && namesSecret(flag) && next?.startsWith("-") === false && isLiteralSecret(next)) return flag
  }
  return undefined
}

/** Filters that show what they read; anything else in a pipe is taken to consume it. */
const filters = new Set(["base64", "cat", "cut", "head", "hexdump", "od", "rev", "sed", "tail", "tee", "tr", "xxd"])

function reachesLog(commands: readonly ShellCommand[], index: number): boolean {
  let position = index
  while (commands[position]?.joint === "|") {
    position += 1
    const next = commands[position]
    const program = next && programOf(next.words)?.program
    if (!next || next.redirected || program === undefined || !filters.has(program)) return false
  }
  return true
}

function failureIgnored(step: Step, job: Job, index: number | undefined): { what: string; offset: number } | undefined {
  if (step.body["continue-on-error"] === true) return { what: "continue-on-error: true", offset: 0 }
  if (job.body["continue-on-error"] === true) return { what: "continue-on-error: true on the job", offset: 0 }
  if (/^true$/i.test(textOf(step.with["soft_fail"] ?? step.with["soft-fail"]) ?? "")) return { what: "soft_fail: true", offset: 0 }
  if (step.run === undefined || index === undefined) return undefined
  const commands = shellCommands(step.run)
  const { words, offset } = commands[index]!
  const soft = words.find((word) => /^(?:--exit-zero|--soft-fail|--no-fail|--no-error)$/.test(word))
  if (soft !== undefined) return { what: soft, offset }
  let last = index
  while (commands[last]?.joint === "|" && last < commands.length - 1) last += 1
  if (commands[last]?.joint !== "||") return undefined
  const fallback = commands[last + 1] && programOf(commands[last + 1]!.words)
  if (fallback && (/^(?:true|:|echo|printf|cat)$/.test(fallback.program) || (fallback.program === "exit" && fallback.args[0] === "0"))) {
    // `|| { echo "failed"; exit 1; }` reports and still fails.
    const rest = commands.slice(last + 2, last + 5).map((command) => command.words.join(" "))
    if (rest.some((text) => /^(?:exit [1-9]|false\b|return [1-9])/.test(text)) && commands[last + 1]!.joint !== "") return undefined
    return { what: `|| ${fallback.program}`, offset }
  }
  return undefined
}

function hit(workflow: Workflow, path: Path, subject: string, detail: string): Hit {
  return { line: workflow.file.lineOf(path), subject, detail }
}

function inText(workflow: Workflow, step: Step, path: Path, text: string, offset: number, what: string): Hit {
  return {
    line: lineInside(workflow.file as DataFile, [...step.path, ...path], text, offset),
    subject: `${step.about} ${what}`,
    detail: `step ${step.about}: ${what}`,
  }
}
