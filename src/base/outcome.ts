/** The four answers to every check. Missing, stale, truncated or failed evidence is `not_run`, never `pass`. */
export const outcomes = ["pass", "fail", "not_run", "not_applicable"] as const

export type Outcome = (typeof outcomes)[number]
