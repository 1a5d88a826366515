export async function login(user: string, password: string) {
  console.log("password reset asked for", user)
  logger.info({ hasToken: Boolean(token), tokens: usage.totalTokens, length: password.length })
  logger.info(`token ${mask(token)} ${token ? "set" : "missing"} ${apiKey.slice(0, 4)}`)
  console.log("enter the password:", passwordField, tokenCount, secretName)
  throw new Error("password is too short")
}
