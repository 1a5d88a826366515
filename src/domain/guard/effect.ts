/**
 * What a tool call does, whichever tool does it and however it is spelled. Policy speaks of effects alone, so a rule that
 * stops one way of doing something stops all of them.
 */

export const environments = ["production", "staging", "development", "unknown"] as const
export type Environment = (typeof environments)[number]

/** What a statement takes away: rows, whole tables, or more. */
export type Deletion = "delete" | "update-all" | "drop" | "truncate" | "down-migration" | "volume" | "flush"

export type Effect =
  /** `path` as the call names it; relative ones count from the call's working directory. */
  | { readonly kind: "file.read" | "file.write" | "file.mode"; readonly path: string }
  | { readonly kind: "file.delete"; readonly path: string; readonly recursive: boolean }
  | { readonly kind: "file.rename"; readonly path: string; readonly to: string }
  | { readonly kind: "git.push"; readonly remote: string; readonly refs: readonly string[] }
  /** `--force`, `-f`, `+ref`, `--force-with-lease`, `--mirror`, `--delete`. */
  | { readonly kind: "git.force_push"; readonly remote: string; readonly refs: readonly string[] }
  /** Work or history that Git would no longer show: reset --hard, clean, filter-branch, reflog expire, branch -D. */
  | { readonly kind: "git.discard"; readonly what: string }
  | { readonly kind: "git.commit" }
  /** -n, --no-verify, core.hooksPath, HUSKY=0 and the like. */
  | { readonly kind: "git.skip_hooks"; readonly how: string }
  | {
      readonly kind: "db.delete"
      readonly engine: string
      readonly deletion: Deletion
      /** Empty when the call does not name them. */
      readonly tables: readonly string[]
      readonly environment: Environment
    }
  | { readonly kind: "db.migrate"; readonly tool: string; readonly environment: Environment }
  | { readonly kind: "db.write" | "db.read"; readonly engine: string; readonly tables: readonly string[]; readonly environment: Environment }
  /** Rows that leave the database as a file or a stream. */
  | { readonly kind: "data.export"; readonly engine: string; readonly what: string; readonly environment: Environment }
  | { readonly kind: "deploy"; readonly tool: string; readonly environment: Environment }
  | { readonly kind: "cloud.create" | "cloud.delete" | "cloud.change"; readonly provider: string; readonly resource: string }
  /** Who may do what: roles, policies, grants, repository permissions. */
  | { readonly kind: "permission.change"; readonly system: string; readonly what: string }
  | { readonly kind: "key.rotate"; readonly system: string; readonly what: string }
  | { readonly kind: "package.publish"; readonly tool: string }
  /** A file, a store or a variable that holds credentials. */
  | { readonly kind: "secret.read"; readonly what: string }
  /** `carries` says what of the call's own reading goes there: a secret, a file, the output of a command, or nothing known. */
  | { readonly kind: "net.send"; readonly host: string; readonly carries: "secret" | "file" | "output" | "unknown" }
  | { readonly kind: "net.receive"; readonly host: string }
  /** Program text that is run: where it comes from. */
  | { readonly kind: "code.run"; readonly language: string; readonly origin: "inline" | "file" | "network" | "decoded" | "unknown" }
  /** Disks, users, services, the machine itself. */
  | { readonly kind: "system.change"; readonly what: string }
  | { readonly kind: "privilege.raise"; readonly how: string }
  /** The guard's hooks, settings, keys, records, and what switches them off. */
  | { readonly kind: "guard.tamper"; readonly what: string }
  /** Nothing of the above is known of it. */
  | { readonly kind: "program.run"; readonly program: string }
  /** What could not be understood: policy decides on it, and it never vanishes. */
  | { readonly kind: "unknown"; readonly why: string }

export type EffectKind = Effect["kind"]
