import libxml from "libxmljs"

export function parse(text: string) {
  return libxml.parseXml(text, { noent: false, nonet: true })
}
