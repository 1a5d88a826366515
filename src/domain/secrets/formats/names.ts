/** What --format takes; apart from the formats, so that the command table loads none of them. */
export const secretFormatNames = ["text", "json", "sarif", "csv", "junit"] as const

export type SecretFormat = (typeof secretFormatNames)[number]
