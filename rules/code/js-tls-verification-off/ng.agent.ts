import https from "node:https"

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0" // tipstaff-expect
process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = 0 // tipstaff-expect

export const agent = new https.Agent({
  rejectUnauthorized: false, // tipstaff-expect
})
export const other = tls.connect({ host, checkServerIdentity: () => undefined }) // tipstaff-expect
