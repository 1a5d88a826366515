/** From effects to an answer. Pure: the same effects under the same policy always have the same one. */
import type { Effect, EffectKind } from "./effect.ts"
import { isSecretPath, normalPath } from "./paths.ts"
import { placeOf, type Place } from "./places.ts"
import { isLocalHost } from "./programs/network.ts"
import type { FindProtection } from "./protected.ts"

export type Answer = "none" | "ask" | "deny"

export interface Policy {
  /** Absolute: where relative paths count from. */
  readonly cwd: string
  /** The work tree. */
  readonly root: string
  readonly protection: FindProtection
}

export interface Judgement {
  readonly rule: string
  readonly answer: Exclude<Answer, "none">
  /** What the call would do, and what may be done instead. */
  readonly reason: string
}

export interface Verdict {
  readonly decision: Answer
  /** Of each rule that has something to say, the strictest first. */
  readonly judgements: readonly Judgement[]
}

type Judge<Kind extends EffectKind> = (effect: Extract<Effect, { kind: Kind }>, policy: Policy) => Judgement | readonly Judgement[] | undefined

const ask = (rule: string, reason: string): Judgement => ({ rule, answer: "ask", reason })
const deny = (rule: string, reason: string): Judgement => ({ rule, answer: "deny", reason })

/** What is built anew by the next build. */
const artefacts =
  /(?:^|\/)(?:node_modules|dist|build|out|target|coverage|\.next|\.nuxt|\.output|\.cache|\.turbo|\.parcel-cache|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.tox|\.nox|\.venv|venv|__pycache__|\.gradle|\.eggs|[^/]*\.egg-info|tmp|temp|\.tmp|\.vite|\.svelte-kit|\.angular|storybook-static|playwright-report|test-results|htmlcov|\.nyc_output|bin|obj|vendor|logs?|[^/]*\.(?:log|tmp|pyc|o|orig|rej|bak|swp|tsbuildinfo)|\.DS_Store)(?:\/.*)?$/

const whole = /^(?:\.{0,2}|~|\/|[A-Za-z]:\/?|\*|\.\*|\.\/\*|\.\[\^\.\]\*)$/

function changeOf(path: string, what: string, { cwd, root, protection }: Policy): Judgement | undefined {
  if (/\$/.test(path) && placeOf(path, cwd, root) !== "temporary") return ask("not-understood", `${what} ${path}: which file that is, is not known`)
  const place = placeOf(path, cwd, root)
  const rule = changes[place]
  if (rule !== undefined) return rule(path, what)
  const found = protection(path, /^(?:deletes|moves)$/.test(what) || path.endsWith("/"))
  return found === undefined
    ? undefined
    : ask(
        "protected-file",
        `${what} ${path}, which is protected (${found.category}): when this goes wrong, it breaks ${found.impact}. Ask for an approval before you change it`,
      )
}

const changes: Readonly<Record<Place, ((path: string, what: string) => Judgement) | undefined>> = {
  guard: (path, what) => deny("guard-tamper", `${what} ${path}, which decides what agents may do. A person changes it, outside of the agent`),
  "git-hooks": (path, what) => deny("skip-hooks", `${what} ${path}: hooks are changed by people`),
  git: (path, what) => ask("git-internals", `${what} ${path}; use Git's own commands`),
  start: (path, what) => deny("persistence", `${what} ${path}, which is read at every start of a shell or a session`),
  machine: (path, what) => ask("outside-work", `${what} ${path}, which belongs to the machine and not to the work in hand`),
  home: (path, what) => ask("outside-work", `${what} ${path}, outside of the work tree`),
  elsewhere: (path, what) => ask("outside-work", `${what} ${path}, outside of the work tree`),
  temporary: undefined,
  work: undefined,
}

const deletion: Judge<"file.delete"> = ({ path, recursive }, policy) => {
  const normal = normalPath(path, policy.cwd)
  const place = placeOf(path, policy.cwd, policy.root)
  if (path === "" || /\$/.test(path))
    return place === "temporary" ? undefined : ask("delete", `deletes ${path || "something"}: what that is, is not known. Name the files`)
  if (whole.test(path.replace(/\/+$/, "") || "/") && (recursive || /\*/.test(path)))
    return deny("delete", `deletes ${path === "" ? "/" : path}, everything that is there. Name the files that have to go`)
  if (place === "machine" || place === "start") return deny("delete", `deletes ${path}, which belongs to the machine`)
  if (place === "home" || place === "elsewhere")
    return recursive ? deny("delete", `deletes ${path}, outside of the work tree`) : ask("delete", `deletes ${path}, outside of the work tree`)
  if (place === "git") return deny("delete", `deletes ${path}: the history would be lost`)
  if (normal === normalPath(policy.root)) return deny("delete", "deletes the whole work tree")
  const change = changeOf(path, "deletes", policy)
  if (change !== undefined) return change
  const known = artefacts.test(normal) || place === "temporary"
  return known || !(recursive || /[*?]/.test(path))
    ? undefined
    : ask("delete", `deletes ${path} with all that is in it. Name the files, or use git rm`)
}

const judges: { readonly [Kind in EffectKind]: Judge<Kind> } = {
  "program.run": () => undefined,
  "net.receive": ({ host }) =>
    /^(?:169\.254\.169\.254|metadata\.google\.internal|\[?fd00:ec2::254\]?)$/.test(host)
      ? ask("secret-read", `reads ${host}, which hands out the machine's credentials`)
      : undefined,
  "git.commit": () => undefined,
  "git.push": ({ remote, refs }) => {
    const target = refs
      .map((ref) =>
        ref
          .split(":")
          .at(-1)!
          .replace(/^refs\/heads\//, ""),
      )
      .find((ref) => /^(?:main|master|trunk|production|prod|release(?:\/.*)?|--all)$/.test(ref))
    if (target !== undefined)
      return ask("protected-branch", `pushes to ${target} of ${remote || "the remote"} without a review. Push a branch and open a pull request`)
    return /[:/]/.test(remote) ? ask("egress", `pushes to ${remote}, which is not a remote of this repository`) : undefined
  },
  "db.read": () => undefined,
  "db.write": ({ environment, engine }) =>
    environment === "production" ? ask("production-data", `changes data of a ${engine} database in production`) : undefined,
  "file.read": ({ path }) =>
    isSecretPath(path) ? ask("secret-read", `reads ${path}, which holds credentials. Use the name of the variable instead of its value`) : undefined,
  "file.write": ({ path }, policy) => changeOf(path, "writes", policy),
  "file.mode": ({ path }, policy) =>
    placeOf(path, policy.cwd, policy.root) === "work" && whole.test(path) ? undefined : changeOf(path, "changes the mode of", policy),
  "file.rename": ({ path, to }, policy) => [changeOf(path, "moves", policy), changeOf(to, "writes", policy)].filter((one) => one !== undefined),
  "file.delete": deletion,
  "git.force_push": ({ remote }) =>
    deny("force-push", `rewrites what ${remote || "the remote"} has. Push to a new branch, or have the force push written into the task`),
  "git.skip_hooks": ({ how }) => deny("skip-hooks", `passes by the checks of a commit or a push (${how}). Correct what they say`),
  "git.discard": ({ what }) => ask("discard", `discards ${what}, which cannot be had back`),
  "db.delete": ({ engine, deletion: how, tables, environment }) =>
    ask(
      "database-deletion",
      `takes data away (${how}${tables.length === 0 ? "" : ` of ${tables.join(", ")}`}, ${engine}, environment ${environment}). It needs the full procedure: a backup, an approval, a transaction`,
    ),
  "db.migrate": ({ tool, environment }) =>
    environment === "production"
      ? ask("schema-migration", `migrates a schema in production (${tool}): the deployment checklist has to be signed`)
      : undefined,
  "data.export": ({ engine, what, environment }) =>
    ask("data-export", `takes data out of ${engine} (${what}, environment ${environment}): a data access request has to be approved`),
  deploy: ({ tool, environment }) =>
    environment === "development" || environment === "staging"
      ? undefined
      : ask("production-deploy", `deploys with ${tool} to ${environment === "unknown" ? "an environment that is not named" : environment}`),
  "cloud.create": ({ provider, resource }) =>
    ask("cloud-resource", `makes something that costs money (${provider}: ${resource}): a business case has to be approved`),
  "cloud.delete": ({ provider, resource }) => ask("cloud-resource", `takes down what runs (${provider}: ${resource})`),
  "cloud.change": ({ provider, resource }) => ask("cloud-resource", `changes what runs (${provider}: ${resource})`),
  "permission.change": ({ system, what }) =>
    ask("permission-change", `changes who may do what (${system}: ${what}): an access change request has to be approved`),
  "key.rotate": ({ system, what }) => ask("key-rotation", `changes a credential (${system}: ${what})`),
  "package.publish": ({ tool }) => ask("publish", `publishes with ${tool}: what is out cannot be taken back`),
  "secret.read": ({ what }) => ask("secret-read", `shows a credential (${what}). Use the name of the variable instead of its value`),
  "net.send": ({ host, carries }) => {
    if (carries === "secret") return deny("secret-egress", `sends a credential to ${host}`)
    return isLocalHost(host) || carries === "unknown"
      ? undefined
      : ask("egress", `sends ${carries === "file" ? "a file" : "what a program wrote"} to ${host}`)
  },
  "code.run": ({ origin, language }) => {
    if (origin === "network")
      return deny("remote-code", `runs ${language} code that comes straight from the network. Download it, read it, then run it`)
    return origin === "decoded" ? deny("hidden-code", `runs ${language} code that was hidden by an encoding`) : undefined
  },
  "system.change": ({ what }) => deny("system-change", `${what}: the machine is not the agent's to change`),
  "privilege.raise": ({ how }) => ask("privilege", `takes more rights than the person gave (${how})`),
  "guard.tamper": ({ what }) => deny("guard-tamper", `weakens the guard (${what})`),
  unknown: ({ why }) => ask("not-understood", `could not be checked: ${why}`),
}

const shells = /^(?:sh|bash|zsh|dash|ksh|cmd|pwsh|powershell)$/

/** What single effects do not show. */
function combined(effects: readonly Effect[]): readonly Judgement[] {
  const connects = effects.some((effect) => effect.kind === "net.send" && !isLocalHost(effect.host))
  const code = effects.some(({ kind }) => kind === "code.run")
  const shell = effects.some((effect) => effect.kind === "program.run" && shells.test(effect.program))
  return connects && code && shell ? [deny("remote-code", "starts a shell beside a connection to another machine")] : []
}

export function decide(effects: readonly Effect[], policy: Policy): Verdict {
  const judgements = [...combined(effects), ...effects.flatMap((effect) => (judges[effect.kind] as Judge<EffectKind>)(effect as never, policy) ?? [])]
  const denied = judgements.filter(({ answer }) => answer === "deny")
  const asked = judgements.filter(({ answer }) => answer === "ask")
  return { decision: denied.length > 0 ? "deny" : asked.length > 0 ? "ask" : "none", judgements: [...denied, ...asked] }
}
