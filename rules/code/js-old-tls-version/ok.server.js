const server = https.createServer({ key, cert, minVersion: "TLSv1.3" })
const socket = tls.connect({ host, minVersion: "TLSv1.2" })
