const server = https.createServer({ key, cert, minVersion: "TLSv1" }) // tipstaff-expect
const socket = tls.connect({ host, secureProtocol: "TLSv1_1_method" }) // tipstaff-expect
