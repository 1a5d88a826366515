/** Pieces that rule patterns share: where a token may begin and end. */

/**
 * Not in the middle of a word. The letter of an escape (`\n`, `\u003d`, `%3D`) counts as an end of word:
 * tokens stand right behind one in JSON strings and URLs.
 */
export const left = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrtbf]|%[0-9A-Fa-f]{2}|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}))`

export const right = "(?![A-Za-z0-9])"

/** The end of a line in what fills several, also within a text in quotes (`\n`), in a property or in XML, and the next line's indentation. */
export const lineEnd = String.raw`(?:\r?\n|(?:\\{1,2}r)?\\{1,2}n(?:\\\r?\n)?|(?:&(?:amp;)?#(?:13|x0?[Dd]);)?&(?:amp;)?#(?:10|x0?[Aa]);)[ \t]{0,24}`

/** For tokens whose alphabet has - and _. */
export const rightUrl = "(?![A-Za-z0-9_-])"

/** For tokens in standard base64. */
export const rightBase64 = "(?![A-Za-z0-9+/])"

export const leftPattern = new RegExp(`${left}$`)

/**
 * `\s` of the seed patterns in UTF-8 bytes: what Python's re calls white space in text (Unicode White_Space and U+001C–1F).
 * A lone 85 or A0 byte is white space of a Latin-1 file; in UTF-8 neither can follow an ASCII character alone.
 */
export const byteWhiteSpace =
  "(?:[\\t-\\r\\x1c-\\x20\\x85\\xa0]|\\xc2[\\x85\\xa0]|\\xe1\\x9a\\x80|\\xe2\\x80[\\x80-\\x8a\\xa8\\xa9\\xaf]|\\xe2\\x81\\x9f|\\xe3\\x80\\x80)"
