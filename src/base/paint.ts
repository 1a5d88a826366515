/** Colour for terminals: a handful of meanings, nothing where colour is off. */

const codes = { bad: "31", good: "32", unsure: "33", faint: "2", strong: "1" } as const

export type Paint = (meaning: keyof typeof codes, text: string) => string

export function painter(colour: boolean): Paint {
  return (meaning, text) => (colour ? `\u001b[${codes[meaning]}m${text}\u001b[0m` : text)
}
