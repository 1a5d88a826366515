/** What a shell's completion script asks for, and the form of the answer. */

/** The word by which a shell's script asks; what follows are the words typed so far, the last one unfinished. */
export const completionRequest = "__complete"

export interface Offer {
  readonly completion: string
  readonly brief: string
}

/** One line for each word that may follow: the word, a tab, what it is. */
export function offerLines(offers: readonly Offer[]): string {
  return offers.map(({ completion, brief }) => `${completion}\t${brief.replace(/\s+/g, " ")}\n`).join("")
}
