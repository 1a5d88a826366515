/** Pictures, sounds, fonts and programs in a data URL (RFC 2397): their text is no one's secret, and there is much of it. */

const mostHeader = 100

const comma = 44

export function isImageData(view: Uint8Array, start: number): boolean {
  if (view[start - 1] !== comma) return false
  let header = ""
  for (let at = Math.max(0, start - mostHeader); at < start; at += 1) header += String.fromCharCode(view[at]!)
  return /data:(?:image|audio|video|font|application\/(?:wasm|font-|x-font|vnd\.ms-fontobject))[^,]*,$/i.test(header)
}
