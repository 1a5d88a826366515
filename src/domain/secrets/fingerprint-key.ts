/** The key under which fingerprints of secrets are made. */
import { TipstaffError } from "../../base/errors.ts"
import { hmacSha256 } from "../../base/hash.ts"
import { once } from "../../base/once.ts"

export interface KeySources {
  /** TIPSTAFF_FINGERPRINT_KEY. */
  readonly environment: string | undefined
  /** Of the baseline, in hexadecimal. */
  readonly salt: string | undefined
  /** Makes the machine's key at first use, and is asked for it only when there is nothing else. */
  readonly machine: () => Promise<Uint8Array>
}

export interface FingerprintKey {
  /** 32 bytes, derived when first asked for. */
  readonly key: () => Uint8Array
  readonly source: "environment" | "baseline" | "machine"
}

/** A random key of 128 bits in hexadecimal. */
const minLength = 32

/**
 * TIPSTAFF_FINGERPRINT_KEY, else the baseline's salt, else this machine's own key.
 *
 * A salt stands in the repository beside the fingerprints. It makes tables computed in advance useless, and keeps one
 * secret from being recognised in two repositories. It does not protect a weak secret: whoever can read the repository
 * can try passwords against a fingerprint, as fast as against any salted SHA-256. A random token is out of reach of that;
 * a password that people choose is not. Of course the same reader mostly finds the secret itself in the history. Where
 * that is not so, keep a key of 32 or more random characters in TIPSTAFF_FINGERPRINT_KEY for everybody who scans: then
 * the fingerprints confirm nothing without it. The machine's key never leaves the machine, so its fingerprints can only be
 * compared there.
 *
 * Throws `secrets/short-key`.
 */
export async function fingerprintKey({ environment, salt, machine }: KeySources): Promise<FingerprintKey> {
  if (environment !== undefined && environment !== "") {
    if (environment.length < minLength) {
      throw new TipstaffError("secrets/short-key", `TIPSTAFF_FINGERPRINT_KEY has fewer than ${minLength} characters`, {
        next: "set it to 32 or more random characters, or unset it",
      })
    }
    return { key: derived(environment), source: "environment" }
  }
  if (salt !== undefined) return { key: derived(Buffer.from(salt, "hex")), source: "baseline" }
  return { key: derived(await machine()), source: "machine" }
}

/** For this purpose alone: the same material may serve another one elsewhere. */
function derived(material: string | Uint8Array): () => Uint8Array {
  return once(() => Buffer.from(hmacSha256(material, "tipstaff fingerprints of secrets 1"), "hex"))
}
