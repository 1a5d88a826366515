import https from "node:https"

export const agent = new https.Agent({ ca: readCertificate(), rejectUnauthorized: true })
export const insecure = process.env.NODE_TLS_REJECT_UNAUTHORIZED === "0"
