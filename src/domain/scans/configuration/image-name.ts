/** What a container image reference pins: nothing, a tag, or a digest. Grammar: github.com/distribution/reference. */

export interface ImageName {
  readonly name: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

/** Undefined when the reference still holds a variable or a template, which cannot be judged here. */
export function parseImage(reference: string): ImageName | undefined {
  const text = reference.trim()
  if (text === "" || text.length > 1000 || /[${}<>\s%]/.test(text)) return undefined
  const [beforeDigest = "", digest] = text.split("@", 2)
  const slash = beforeDigest.lastIndexOf("/")
  const colon = beforeDigest.indexOf(":", slash + 1)
  const name = colon < 0 ? beforeDigest : beforeDigest.slice(0, colon)
  return { name, tag: colon < 0 ? undefined : beforeDigest.slice(colon + 1), digest }
}

/** No tag means latest; a digest settles it whatever the tag says. */
export function isFloating(image: ImageName): boolean {
  return image.digest === undefined && (image.tag === undefined || image.tag === "" || image.tag === "latest")
}
