/** Types of the tour's acts, for its test. */
export interface TourAnswer {
  readonly command: string
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly as?: "dana" | "rosa" | "carl"
  readonly quiet?: boolean
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly show?: (line: string) => boolean
}

export interface Tour {
  readonly folder: string
  readonly shop: string
  readonly tipstaff: (args: readonly string[], options?: RunOptions) => TourAnswer
  readonly verify: (args: readonly string[], options?: RunOptions) => TourAnswer
  readonly git: (args: readonly string[], options?: RunOptions) => TourAnswer
  readonly read: (path: string) => string
  readonly write: (path: string, text: string) => void
}

export interface Finding {
  readonly id: string
  readonly severity: string
  readonly where: string
  readonly source: string
  readonly class: string
}

export interface Acts {
  readonly one: { readonly reviewed: TourAnswer; readonly key: string; readonly findings: readonly Finding[] }
  readonly two: { readonly reviewed: TourAnswer; readonly again: TourAnswer }
  readonly three: Readonly<Record<"before" | "after" | "unplanned" | "assessed" | "reviewed", TourAnswer>> & { readonly open: readonly Finding[] }
  readonly four: Readonly<Record<"early" | "yes" | "own" | "approved" | "reviewed" | "issued", TourAnswer>>
  readonly five: Readonly<Record<"verified" | "accepted" | "other" | "late" | "edited" | "revoked" | "gone", TourAnswer>>
}

export function openTour(options: {
  readonly folder: string
  readonly say: (text: string) => void
  readonly step: (done: TourAnswer, show: (line: string) => boolean) => void
}): Tour
export const acts: readonly { readonly name: keyof Acts; readonly title: string; readonly run: (tour: Tour) => unknown }[]
export const certificateFile: string
