/** A name that is safe as one path segment on macOS, Windows and Linux. */

// Device names that Windows reserves with or without an extension (Microsoft: Naming Files, Paths, and Namespaces).
const reserved = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/

/** Lower-case ASCII letters, digits and hyphens, at most 80 characters; undefined when nothing is left. */
export function slugOf(name: string): string | undefined {
  const slug = name
    .slice(0, 1000)
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 80)
    .replace(/^-|-$/g, "")
  if (slug === "") return undefined
  return reserved.test(slug) ? `${slug}-1` : slug
}
