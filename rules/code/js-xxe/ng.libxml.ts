import libxml from "libxmljs"

export function parse(text: string) {
  return libxml.parseXml(text, { noent: true }) // tipstaff-expect
}
