/** Calls that start programs: what is started is handed to the reader of shell commands. */
import type { Expression } from "./expression.ts"
import type { Language } from "./language.ts"
import { type Context, type Rule, type Rules, rulesFor } from "./context.ts"

const computedCommand = "a command that the program computes"

function started(command: string | readonly string[] | undefined, context: Context): void {
  if (command === undefined || command.length === 0) context.emit({ kind: "unknown", why: computedCommand })
  else context.emit(...context.shell(command))
}

/** A text is a command line, a list is a program and its arguments. */
export function startText(expression: Expression | undefined, context: Context): void {
  started(expression === undefined ? undefined : (context.values.text(expression) ?? context.values.list(expression)), context)
}

/** The first argument, as a command line or as a list; a program that reads commands gets them from `input`. */
const command: Rule = (site, context) => {
  const first = site.args[0] ?? site.named("args") ?? site.named("cmd") ?? site.named("command")
  const words = first && (context.values.list(first) ?? context.values.text(first)?.split(" "))
  const input = site.named("input")
  if (input !== undefined && words !== undefined && words.length <= 2 && /(?:^|\/)(?:ba|z|da|k)?sh$/.test(words[0] ?? "")) {
    const text = context.values.text(input)
    return started(text === undefined ? undefined : [words[0]!, "-c", text], context)
  }
  startText(first, context)
}

/** Program and arguments apart: `spawn("rm", ["-rf", "x"])`, `system("rm", "-rf", "x")`. */
function separate(from: number): Rule {
  return (site, context) => {
    const [program, ...rest] = withoutSettings(site.args.slice(from))
    const list = rest.filter((arg) => arg.kind !== "group" || arg.open !== "{").filter((arg) => !isFunction(arg))
    const named = site.named("args")
    const extra = named === undefined ? list : [...list, named]
    if (program === undefined || extra.length === 0) return startText(program, context)
    const words = extra.flatMap((arg) => context.values.list(arg) ?? [context.values.text(arg)])
    const head = context.values.text(program) ?? context.values.list(program)?.[0]
    const complete = head !== undefined && words.every((word) => word !== undefined)
    started(complete ? [head, ...(words as string[])] : undefined, context)
  }
}

/** Ruby takes the environment first; the callback of JavaScript comes last. */
function withoutSettings(args: readonly Expression[]): readonly Expression[] {
  return args[0]?.kind === "group" && args[0].open === "{" ? args.slice(1) : args
}

const isFunction = (arg: Expression) => arg.kind === "pair" || (arg.kind === "group" && arg.open === "" && arg.items.length > 1)

/** The program, then its own name and arguments: execl(path, arg0, …), execv(path, [arg0, …]). */
function executes(from: number, listed: boolean): Rule {
  return (site, context) => {
    const program = context.values.text(site.args[from])
    const words = listed
      ? context.values.list(site.args[from + 1])
      : context.values.list({ kind: "group", open: "[", items: site.args.slice(from + 1) })
    started(program === undefined || words === undefined ? undefined : [program, ...words.slice(1)], context)
  }
}

function runsWith(program: string): Rule {
  return (site, context) => {
    const script = context.values.text(site.args[0])
    const rest = site.args[1]?.kind === "group" && site.args[1].open === "[" ? context.values.list(site.args[1]) : []
    started(script === undefined || rest === undefined ? undefined : [program, script, ...rest], context)
  }
}

const python: Rules = {
  ...rulesFor(
    "os.system os.popen os.popen2 os.popen3 os.popen4 subprocess.run subprocess.call subprocess.Popen subprocess.check_call subprocess.check_output subprocess.getoutput subprocess.getstatusoutput commands.getoutput commands.getstatusoutput pty.spawn asyncio.create_subprocess_shell pexpect.run popen2.popen2 os.startfile posix.system invoke.run",
    command,
  ),
  ...rulesFor("asyncio.create_subprocess_exec pexpect.spawn", separate(0)),
  ...rulesFor("os.execl os.execlp os.execle os.execlpe", executes(0, false)),
  ...rulesFor("os.execv os.execvp os.execve os.execvpe os.posix_spawn os.posix_spawnp", executes(0, true)),
  ...rulesFor("os.spawnl os.spawnlp os.spawnle os.spawnlpe", executes(1, false)),
  ...rulesFor("os.spawnv os.spawnvp os.spawnve os.spawnvpe", executes(1, true)),
}

const javascript: Rules = {
  ...rulesFor(
    "child_process.exec child_process.execSync Bun.$ $ execaCommand execa.execaCommand execaCommandSync shelljs.exec bun.$ zx.$ dax.$ execa.$ Bun.spawn Bun.spawnSync",
    command,
  ),
  ...rulesFor(
    "child_process.spawn child_process.spawnSync child_process.execFile child_process.execFileSync execa execa.execa execa.execaSync execa.sync crossSpawn crossSpawn.sync crossSpawn.spawn Deno.Command Deno.run",
    separate(0),
  ),
  "child_process.fork": runsWith("node"),
  // import("child_process").then((m) => …): what is called on the module stands elsewhere.
  "child_process.then": (_site, context) => context.emit({ kind: "unknown", why: computedCommand }),
}

const ruby: Rules = {
  ...rulesFor(
    "system exec spawn Process.spawn Process.exec IO.popen Open3.capture2 Open3.capture2e Open3.capture3 Open3.popen2 Open3.popen2e Open3.popen3 Open3.pipeline PTY.spawn sh Kernel.system Kernel.exec Kernel.spawn",
    separate(0),
  ),
  "Kernel.`": command,
}

const perl: Rules = rulesFor("system exec readpipe IPC.Open3.open3 IPC.Run.run IPC.System.Simple.system capture", separate(0))

const php: Rules = {
  ...rulesFor("shell_exec exec system passthru proc_open popen", command),
  pcntl_exec: separate(0),
}

export const programRules: Readonly<Record<Language, Rules>> = { python, javascript, ruby, perl, php }

/** Methods that start programs whatever they are called on; a list or a text tells the command. */
export const programMethods: Readonly<Record<Language, Rules>> = {
  python: rulesFor("Popen check_output check_call getoutput create_subprocess_shell system popen exec_command", command),
  javascript: { ...rulesFor("execSync", command), ...rulesFor("spawnSync execFileSync", separate(0)) },
  ruby: rulesFor("capture2 capture2e capture3 popen2 popen3 popen", separate(0)),
  perl: {},
  php: {},
}
