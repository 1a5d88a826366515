/** Shapes of values for assignedRules, which reads them without regard to case. */

export const uuid = "[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}"

export const hex = (length: number): string => `[a-f0-9]{${length}}`

/** Letters and digits, at least one digit: a name written in one word is no token. */
export const alnum = (length: number): string => `(?=[a-z]{0,${length - 1}}\\d)[a-z0-9]{${length}}`

/** Base64url without padding, at least one digit. */
export const base64url = (length: number): string => `(?=[a-z_-]{0,${length - 1}}\\d)[\\w-]{${length}}`

/** Standard base64 without padding, at least one digit. */
export const base64 = (length: number): string => `(?=[a-z+/]{0,${length - 1}}\\d)[a-z0-9+/]{${length}}`
