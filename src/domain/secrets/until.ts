/** How long a secret may be set aside: through the end of a day in UTC that is at most a year away. */
import { isoDate, type Instant } from "../../base/clock.ts"
import { day } from "../../base/duration.ts"

/** A year, whichever one it is. */
const maxDaysAhead = 366

/** What is wrong with the date, to follow the name of what ends then; undefined while it holds. */
export function untilProblem(until: string, now: Instant): string | undefined {
  if (!isDate(until)) return "has an end that is no date of the form YYYY-MM-DD"
  if (until < isoDate(now)) return `ended on ${until}`
  if (until > isoDate(now + maxDaysAhead * day)) return "ends more than a year from now"
  return undefined
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(instant) && isoDate(instant) === text
}
