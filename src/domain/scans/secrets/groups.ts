/** To which of the three groups of the review procedure a path belongs: agent prompts, configuration, sessions. */
import picomatch from "picomatch"

/** Step 2 of the security review: no credential in agent prompts, config files or session directories. */
export const pathGroups = ["prompts", "config", "sessions"] as const

export type PathGroup = (typeof pathGroups)[number]

export type PathGroupGlobs = Readonly<Record<PathGroup, readonly string[]>>

export const defaultPathGroupGlobs: PathGroupGlobs = {
  prompts: [
    "**/prompts/**",
    "**/*.prompt",
    "**/*.prompt.*",
    "**/*.prompty",
    "**/{AGENTS,CLAUDE,GEMINI,SKILL,SOUL,SYSTEM}*.md",
    "**/.claude/{agents,commands,skills,output-styles,rules}/**",
    "**/.cursor/{rules,commands}/**",
    "**/.cursorrules",
    "**/.windsurfrules",
    "**/.clinerules{,/**}",
    "**/.github/copilot-instructions.md",
    "**/.github/{instructions,prompts,chatmodes,agents}/**",
    "**/{system,agent}[-_]prompt*",
  ],
  config: [
    "**/config/**",
    "**/{conf,settings}/**",
    "**/.claude/**",
    "**/.mcp.json",
    "**/*.{yaml,yml,toml,ini,json,jsonc,env,cfg,conf,properties,tfvars}",
    "**/.env{,.*}",
    "**/.{npmrc,netrc,pypirc,pgpass}",
    "**/{Dockerfile,docker-compose}*",
    "**/.github/workflows/**",
  ],
  sessions: [
    "**/{sessions,session,transcripts,conversations}/**",
    "**/.claude/{projects,todos,shell-snapshots,history}/**",
    "**/.codex/{sessions,history*}{,/**}",
    "**/.aider.{chat,input}.history*",
    "**/.specstory/**",
    "**/*.jsonl",
    "**/*{transcript,session-log,chat-log}*",
  ],
}

/** A path may belong to several groups, or to none. Globs match without regard to case. */
export function pathGrouper(extra: Partial<PathGroupGlobs> = {}): (path: string) => readonly PathGroup[] {
  const matchers = pathGroups.map((group) => ({
    group,
    matches: picomatch([...defaultPathGroupGlobs[group], ...(extra[group] ?? [])], { dot: true, nocase: true }),
  }))
  return (path) => matchers.filter(({ matches }) => matches(path)).map(({ group }) => group)
}
