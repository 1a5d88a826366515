/** The version in package.json, the only place it is written. */
import manifest from "../../package.json" with { type: "json" }

export const version: string = manifest.version
