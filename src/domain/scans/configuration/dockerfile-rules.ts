/** What is unsafe in a Dockerfile. Keys are the folders of rules/configuration. */
import { assignments, finalChain, lineAt, splitWords, type Dockerfile, type Instruction, type Stage } from "./dockerfile.ts"
import { isFloating, parseImage } from "./image-name.ts"
import type { Hit, RuleTable } from "./rule.ts"
import { isLiteralSecret, namesSecret } from "./secret-name.ts"
import { pipesToShell, plainHttp, programOf, shellCommands, verificationOff, verificationVariables, type ScriptHit } from "./shell-text.ts"

export interface DockerfileInput {
  readonly path: string
  readonly file: Dockerfile
  /** Whether the reviewed tree has this file. */
  readonly has: (path: string) => boolean
}

export const dockerfileRules: RuleTable<DockerfileInput> = {
  *"docker-root-user"({ file }) {
    const chain = finalChain(file)
    const base = chain.at(-1)
    const final = chain[0]
    if (!base || !final) return
    const user = chain.flatMap((stage) => stage.instructions.filter((one) => one.keyword === "USER").toReversed())[0]
    const name = user && splitWords(user.rest)[0]?.split(":")[0]?.toLowerCase()
    if (user && name !== "root" && name !== "0") return
    if (!user && (/nonroot|rootless|unprivileged|^cgr\.dev\/chainguard|windows|nanoserver/i.test(base.image) || base.image.includes("$"))) return
    yield {
      line: user?.line ?? final.from.line,
      subject: "final stage",
      detail: user ? "the last USER is root" : "no USER instruction in the final stage or the stages it is built from",
    }
  },
  *"docker-image-latest"({ file }) {
    for (const { stage, image } of externalImages(file)) {
      if (isFloating(image)) yield { line: stage.from.line, subject: image.name, detail: image.name }
    }
  },
  *"docker-image-no-digest"({ file }) {
    for (const { stage, image } of externalImages(file)) {
      if (image.digest === undefined && !isFloating(image)) yield { line: stage.from.line, subject: image.name, detail: `${image.name}:${image.tag}` }
    }
  },
  *"docker-secret-in-env"({ file }) {
    for (const one of everyInstruction(file)) {
      if (one.keyword !== "ENV" && one.keyword !== "ARG" && one.keyword !== "LABEL") continue
      for (const { name, value } of assignments(one)) {
        if (namesSecret(name) && isLiteralSecret(value)) yield { line: lineOfName(one, name), subject: name, detail: `${one.keyword} ${name}` }
      }
    }
  },
  *"docker-secret-build-arg"({ file }) {
    for (const one of everyInstruction(file)) {
      if (one.keyword !== "ARG") continue
      for (const { name, value } of assignments(one)) {
        if (namesSecret(name) && !isLiteralSecret(value)) yield { line: lineOfName(one, name), subject: name, detail: `ARG ${name}` }
      }
    }
  },
  *"docker-add-url"({ file }) {
    for (const one of everyInstruction(file)) {
      if (one.keyword !== "ADD" || one.flags.some((flag) => flag.startsWith("--checksum="))) continue
      for (const word of splitWords(one.rest)) {
        const host = /^https?:\/\/([^/?#]{1,300})\//i.exec(word)?.[1]
        if (host !== undefined && !/\.git(?:#|$)/.test(word)) yield { line: one.line, subject: host, detail: `from ${host}` }
      }
    }
  },
  *"docker-pipe-to-shell"({ file }) {
    yield* inScripts(file, pipesToShell, (what) => `download from ${what}`)
  },
  *"docker-sudo"({ file }) {
    yield* inScripts(file, (script) =>
      shellCommands(script)
        .filter((command) => command.words[0] === "sudo")
        .map((command) => ({ offset: command.offset, what: programOf(command.words)?.program ?? "sudo" })),
    )
  },
  *"docker-world-writable"({ file }) {
    yield* inScripts(file, worldWritable, (what) => `mode ${what}`)
    for (const one of everyInstruction(file)) {
      const mode = one.flags.find((flag) => /^--chmod=0?[0-7]{2}[2367]$/.test(flag))
      if (mode !== undefined) yield { line: one.line, subject: mode, detail: mode }
    }
  },
  *"docker-copy-all-without-ignore"({ path, file, has }) {
    const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : ""
    if (has(`${folder}.dockerignore`) || has(".dockerignore") || has(`${path}.dockerignore`)) return
    for (const one of everyInstruction(file)) {
      if ((one.keyword !== "COPY" && one.keyword !== "ADD") || one.flags.some((flag) => flag.startsWith("--from="))) continue
      const words = splitWords(one.rest)
      if (words.length > 1 && words.slice(0, -1).some((word) => /^(?:\.|\.\/|\*|\.\/\*)$/.test(word))) {
        yield { line: one.line, subject: one.keyword, detail: "the whole build context, with no .dockerignore" }
      }
    }
  },
  *"docker-secret-file-copied"({ file }) {
    for (const one of everyInstruction(file)) {
      if ((one.keyword !== "COPY" && one.keyword !== "ADD") || one.flags.some((flag) => flag.startsWith("--from="))) continue
      for (const word of splitWords(one.rest).slice(0, -1)) {
        if (secretFile.test(word)) yield { line: one.line, subject: word, detail: word }
      }
    }
  },
  *"docker-ssh-port"({ file }) {
    for (const one of everyInstruction(file)) {
      if (one.keyword !== "EXPOSE") continue
      if (splitWords(one.rest).some((word) => /^22(?:\/tcp)?$/.test(word))) yield { line: one.line, subject: "22" }
    }
  },
  *"docker-insecure-build"({ file }) {
    for (const one of everyInstruction(file)) {
      if (one.keyword !== "RUN") continue
      const flag = one.flags.find((value) => value === "--security=insecure" || value === "--network=host")
      if (flag !== undefined) yield { line: one.line, subject: flag, detail: flag }
    }
    yield* inScripts(file, (script) =>
      shellCommands(script)
        .filter((command) => /^(?:docker|podman|nerdctl)$/.test(programOf(command.words)?.program ?? "") && command.words.includes("--privileged"))
        .map((command) => ({ offset: command.offset, what: "--privileged" })),
    )
  },
  *"docker-tls-verification-off"({ file }) {
    yield* inScripts(file, verificationOff)
    for (const one of everyInstruction(file)) {
      if (one.keyword !== "ENV" && one.keyword !== "ARG") continue
      for (const { name, value } of assignments(one)) {
        if (Object.hasOwn(verificationVariables, name) && verificationVariables[name]!.test(value ?? ""))
          yield { line: lineOfName(one, name), subject: name, detail: name }
      }
    }
  },
  *"docker-plain-http"({ file }) {
    yield* inScripts(file, plainHttp, (what) => `from ${what}`)
  },
  *"docker-unsigned-packages"({ file }) {
    yield* inScripts(file, unsignedPackages)
  },
}

const secretFile =
  /(?:^|\/)(?:\.env(?:\.(?:local|prod|production|staging))?|id_(?:rsa|ed25519|ecdsa|dsa)|\.netrc|\.pgpass|\.git-credentials|\.aws\/credentials|\.ssh|\.kube\/config|credentials\.json|service-account[\w-]{0,40}\.json|[\w.-]{1,100}\.(?:key|pfx|p12|jks|keystore))$/i

function* everyInstruction(file: Dockerfile): Generator<Instruction> {
  yield* file.preamble
  for (const stage of file.stages) yield* stage.instructions
}

function* externalImages(file: Dockerfile): Generator<{ stage: Stage; image: NonNullable<ReturnType<typeof parseImage>> }> {
  const earlier = new Set<string>()
  for (const stage of file.stages) {
    const known = earlier.has(stage.image.toLowerCase()) || stage.image.toLowerCase() === "scratch"
    earlier.add(stage.name.toLowerCase())
    const image = known ? undefined : parseImage(stage.image)
    if (image) yield { stage, image }
  }
}

/** Runs a script check over every RUN, its here-documents, and the commands of HEALTHCHECK, CMD and ENTRYPOINT. */
function* inScripts(file: Dockerfile, check: (script: string) => readonly ScriptHit[], detail = (what: string) => what): Generator<Hit> {
  for (const one of everyInstruction(file)) {
    if (one.keyword !== "RUN") continue
    // The keyword and the options are blanked, so that offsets still count lines.
    const script = one.text.replace(/^\s*RUN(?:(?:\s|\\\n)+--(?:mount|network|security)=[^\s]{1,500})*/i, (head) =>
      head.replaceAll(/[^\n\\]|\\(?!\n)/g, " "),
    )
    const exec = execForm(one.rest)
    for (const hit of check(exec ?? script))
      yield { line: exec === undefined ? lineAt(one, hit.offset) : one.line, subject: hit.what, detail: detail(hit.what) }
    for (const heredoc of one.heredocs) {
      for (const hit of check(heredoc.text)) yield { line: lineAt(heredoc, hit.offset), subject: hit.what, detail: detail(hit.what) }
    }
  }
}

/** `RUN ["sh", "-c", "…"]`: the script, or the words joined. */
function execForm(rest: string): string | undefined {
  if (!rest.startsWith("[") || !rest.endsWith("]") || rest.length > 100_000) return undefined
  try {
    const words: unknown = JSON.parse(rest)
    if (!Array.isArray(words) || !words.every((word) => typeof word === "string")) return undefined
    return /(?:^|\/)(?:ba|z|da)?sh$/.test(words[0] ?? "") && words[1] === "-c" ? (words[2] ?? "") : words.join(" ")
  } catch {
    return undefined
  }
}

function worldWritable(script: string): ScriptHit[] {
  const hits: ScriptHit[] = []
  for (const command of shellCommands(script)) {
    const found = programOf(command.words)
    if (found?.program !== "chmod") continue
    const mode = found.args.find((arg) => !arg.startsWith("-"))
    // The sticky bit (1777) keeps others from removing files: that is what /tmp has.
    if (mode !== undefined && /^(?:0?[0-7]{2}[2367]|[2-7][0-7]{2}[2367]|[ugoa]*[oa][ugoa]*[+=][rwxX]*w[rwxXst]*)$/.test(mode)) {
      hits.push({ offset: command.offset, what: mode })
    }
  }
  return hits
}

const unsigned: readonly { readonly program: RegExp; readonly option: RegExp }[] = [
  { program: /^apt(?:-get)?$/, option: /^(?:--allow-unauthenticated|--force-yes)$/ },
  { program: /^apk$/, option: /^--allow-untrusted$/ },
  { program: /^(?:yum|dnf|microdnf|tdnf)$/, option: /^--nogpgcheck$/ },
  { program: /^zypper$/, option: /^--no-gpg-checks$/ },
  { program: /^rpm$/, option: /^--(?:nosignature|nodigest)$/ },
]

function unsignedPackages(script: string): ScriptHit[] {
  const hits: ScriptHit[] = []
  for (const command of shellCommands(script)) {
    const found = programOf(command.words)
    if (!found) continue
    const option = found.args.find((arg) => unsigned.some((row) => row.program.test(found.program) && row.option.test(arg)))
    if (option !== undefined) hits.push({ offset: command.offset, what: `${found.program} ${option}` })
  }
  return hits
}

function lineOfName(one: Instruction, name: string): number {
  return lineAt(one, Math.max(0, one.text.indexOf(name)) + 1)
}
