export async function login(user: string, password: string) {
  console.log("login", user, password) // tipstaff-expect
  const apiKey = process.env.API_KEY
  logger.info(`calling with ${apiKey}`) // tipstaff-expect
  const token = await issue(user)
  log.error(token) // tipstaff-expect
  if (!user) throw new Error("bad password: " + password) // tipstaff-expect
  this.logger.debug({ user, secret: config.clientSecret }) // tipstaff-expect
}
