/** Variables of the environment that change what programs do. */
import type { Effect } from "./effect.ts"
import type { Field } from "./shell/field.ts"

const rows: readonly (readonly [name: RegExp, value: RegExp, effect: (name: string) => Effect])[] = [
  [/^(?:HUSKY|LEFTHOOK|PRE_COMMIT_ALLOW_NO_CONFIG)$/, /^(?:0|false|1)$/, (name) => ({ kind: "git.skip_hooks", how: name })],
  [
    /^(?:LEFTHOOK_SKIP|OVERCOMMIT_DISABLE|SKIP_SIMPLE_GIT_HOOKS|SKIP|HUSKY_SKIP_HOOKS|SKIP_HOOKS|LEFTHOOK_EXCLUDE)$/,
    /./,
    (name) => ({ kind: "git.skip_hooks", how: name }),
  ],
  [
    /^GIT_(?:SSH|SSH_COMMAND|EXTERNAL_DIFF|EDITOR|SEQUENCE_EDITOR|PAGER|PROXY_COMMAND|ASKPASS|EXEC_PATH|TEMPLATE_DIR)$/,
    /./,
    (name) => ({ kind: "unknown", why: `${name} makes Git start a program` }),
  ],
  [/^GIT_CONFIG_(?:COUNT|PARAMETERS|GLOBAL|SYSTEM|KEY_\d+|VALUE_\d+)$/, /./, (name) => ({ kind: "git.skip_hooks", how: name })],
  [/^(?:LD_PRELOAD|LD_LIBRARY_PATH|LD_AUDIT|DYLD_\w+)$/, /./, (name) => ({ kind: "unknown", why: `${name} puts other code into every program` })],
  [
    /^(?:BASH_ENV|ENV|PROMPT_COMMAND|PYTHONSTARTUP|PERL5OPT|RUBYOPT|NODE_OPTIONS)$/,
    /./,
    (name) => ({ kind: "unknown", why: `${name} makes programs run other code` }),
  ],
  [
    /^(?:TIPSTAFF_\w+|CLAUDE_CODE_\w*HOOKS?\w*|CLAUDE_CONFIG_DIR|CODEX_HOME|COPILOT_HOME)$/,
    /^/,
    (name) => ({ kind: "guard.tamper", what: `sets ${name}` }),
  ],
  [
    /^(?:JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|PYTHONPATH|LESSOPEN|PAGER|GIT_PAGER|EDITOR|VISUAL|BROWSER|MANPAGER)$/,
    /-javaagent|[|;&$`]|^\/tmp|\brm\b|\bsh\b/,
    (name) => ({ kind: "unknown", why: `${name} makes programs run other code` }),
  ],
  [
    /^(?:PIP_INDEX_URL|PIP_EXTRA_INDEX_URL|UV_INDEX_URL|npm_config_registry|NPM_CONFIG_REGISTRY|GOPROXY|GOFLAGS|CARGO_REGISTRIES_\w+|BUNDLE_MIRROR\w*)$/,
    /https?:|-insecure/,
    () => ({ kind: "code.run", language: "package", origin: "network" }),
  ],
  [/^PATH$/, /^(?:\/tmp|\.|\.\/|[^/$~])/, (name) => ({ kind: "unknown", why: `${name} begins with a folder that anybody writes to` })],
]

/** Ordinary values that other tools put there all day. */
const ordinary: readonly (readonly [name: string, value: RegExp])[] = [
  [
    "NODE_OPTIONS",
    /^(?:\s*--(?:max[-_]old[-_]space[-_]size=\d+|experimental-[\w-]+|no-warnings|enable-source-maps|inspect(?:=\S+)?|openssl-legacy-provider|trace-\w+))+\s*$/,
  ],
  ["GIT_EDITOR", /^(?:true|:|cat)$/],
  ["GIT_SEQUENCE_EDITOR", /^(?:true|:|cat)$/],
  ["GIT_PAGER", /^(?:cat|less)?$/],
  ["LD_LIBRARY_PATH", /^(?:\.\/)?(?:lib|build|target)/],
]

export function variableEffects(name: string, value: Field): readonly Effect[] {
  if (ordinary.some(([own, pattern]) => own === name && pattern.test(value.text))) return []
  return rows.flatMap(([names, values, effect]) => (names.test(name) && values.test(value.text) ? [effect(name)] : []))
}
