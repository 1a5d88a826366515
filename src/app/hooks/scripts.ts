/**
 * The Git hooks as text: POSIX sh, nothing else needed. Each calls the hook that stood there before, finds tipstaff, and
 * blocks when it finds something or cannot look (githooks(5) gives arguments and standard input).
 */
import { sha256 } from "../../base/hash.ts"

export const hookNames = ["pre-commit", "commit-msg", "pre-push"] as const

export type HookName = (typeof hookNames)[number]

/** What an earlier hook is called while ours stands in its place. */
export const beforeSuffix = ".before-tipstaff"

const callBefore = `if [ -x "$before" ]; then
  "$before" "$@" || exit $?
fi
`

// A push hook is told its refs on standard input, which only one program can read: both get a copy.
const callBeforeWithRefs = `refs=$(cat)
if [ -x "$before" ]; then
  if [ -n "$refs" ]; then
    printf '%s\\n' "$refs" | "$before" "$@" || exit $?
  else
    "$before" "$@" </dev/null || exit $?
  fi
fi
`

const findTipstaff = `if [ -n "\${TIPSTAFF_BIN:-}" ]; then
  tipstaff=$TIPSTAFF_BIN
elif [ -f ./node_modules/.bin/tipstaff ]; then
  tipstaff=./node_modules/.bin/tipstaff
else
  tipstaff=tipstaff
fi
if ! command -v "$tipstaff" >/dev/null 2>&1; then
  echo "tipstaff: $tipstaff was not found, so nothing could be checked: blocked" >&2
  echo "tipstaff: next: npm install --save-dev tipstaff, or name the program in TIPSTAFF_BIN" >&2
  exit 1
fi
run() {
  code=0
  "$tipstaff" "$@" </dev/null || code=$?
  if [ "$code" -gt 1 ]; then
    echo "tipstaff: the check could not be completed (exit code $code): blocked" >&2
  fi
  return "$code"
}
`

const bodies: Readonly<Record<HookName, string>> = {
  "pre-commit": `${callBefore}${findTipstaff}run check --staged
`,
  "commit-msg": `${callBefore}${findTipstaff}run check --message "$1"
`,
  "pre-push": `${callBeforeWithRefs}${findTipstaff}failed=0
set --
if [ -z "$refs" ] && [ -n "\${PRE_COMMIT_TO_REF:-}\${PRE_COMMIT_LOCAL_BRANCH:-}" ]; then
  # The pre-commit framework has read standard input itself; a history that is new as a whole has no beginning.
  run secrets scan --range "\${PRE_COMMIT_FROM_REF:-}..\${PRE_COMMIT_TO_REF:-$PRE_COMMIT_LOCAL_BRANCH}"
  exit $?
fi
while read -r _ local_oid _ remote_oid; do
  case $local_oid in
    *[!0]*) ;;
    *) continue ;; # the ref is deleted: nothing is sent
  esac
  case $remote_oid in
    # A commit that was never fetched cannot be compared with.
    *[!0]*) git cat-file -e "$remote_oid^{commit}" 2>/dev/null || remote_oid= ;;
    *) remote_oid= ;;
  esac
  set -- "$@" --range "$remote_oid..$local_oid"
  # Command lines have a length that systems bound.
  if [ "$#" -ge 100 ]; then
    run secrets scan "$@" || failed=$?
    set --
  fi
done <<REFS
$refs
REFS
if [ "$#" -gt 0 ]; then
  run secrets scan "$@" || failed=$?
fi
exit "$failed"
`,
}

/** The whole file. Its second line holds the digest of what follows, so that a change by hand is noticed. */
export function hookScript(hook: HookName): string {
  const rest = `# Written by tipstaff hooks install; tipstaff hooks uninstall takes it away and puts back what was there before.
before="$0${beforeSuffix}"
${bodies[hook]}`
  return `#!/bin/sh\n${marker(hook, rest)}\n${rest}`
}

function marker(hook: HookName, rest: string): string {
  return `# tipstaff hook ${hook} ${sha256(rest).slice(0, 16)}`
}

/** `changed` is ours with edits of somebody else in it; `former` is ours from another version. */
export type Authorship = "current" | "former" | "changed" | "foreign"

export function authorship(hook: HookName, text: string): Authorship {
  const plain = text.replaceAll("\r\n", "\n")
  if (plain === hookScript(hook)) return "current"
  const [first = "", second = ""] = plain.split("\n", 2)
  if (!second.startsWith(`# tipstaff hook ${hook} `)) return "foreign"
  return marker(hook, plain.slice(first.length + second.length + 2)) === second ? "former" : "changed"
}
