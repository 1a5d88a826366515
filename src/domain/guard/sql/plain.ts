/** Statements whose first word says all: they read, write, change the server, or only steer what follows. */

export type PlainKind = "none" | "read" | "write" | "system"

const kinds: Readonly<Record<PlainKind, string>> = {
  none: "begin commit rollback start savepoint release end use reset abort close declare if else elsif elseif elsif while loop for foreach repeat case when return returns raise perform print goto null exception exit quit leave iterate signal resignal open move lock unlock listen unlisten notify discard delimiter waitfor continue then go throw try catch assert language deallocate rem prompt whenever with fetch describe desc explain",
  read: "show values table select pragma help check checksum list dbcc",
  write:
    "vacuum analyze analyse reindex cluster refresh optimize repair comment attach detach handler flashback undrop enable disable cache uncache msck security",
  system: "kill shutdown flush checkpoint purge install uninstall change stop reconfigure startup",
}

export const plainKinds: ReadonlyMap<string, PlainKind> = new Map(
  (Object.keys(kinds) as PlainKind[]).flatMap((kind) => kinds[kind].split(" ").map((word): [string, PlainKind] => [word, kind])),
)
