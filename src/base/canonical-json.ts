/** JSON with one spelling per value (RFC 8785), so that equal facts have equal digests. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/** RFC 8785 text of a value. Throws TypeError on a number that JSON cannot carry and on lone surrogates. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value)
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("a number in canonical JSON must be finite")
    return JSON.stringify(value)
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new TypeError("a string in canonical JSON must be well-formed Unicode")
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(",")}]`
  const object = value as { readonly [key: string]: Json | undefined }
  const members: string[] = []
  // RFC 8785 section 3.2.3: properties in the order of their UTF-16 code units, which is the order of sort().
  for (const key of Object.keys(object).sort()) {
    const member = object[key]
    if (member !== undefined) members.push(`${canonicalJson(key)}:${canonicalJson(member)}`)
  }
  return `{${members.join(",")}}`
}
