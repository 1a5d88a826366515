/** Names under which people keep secrets, as they write them, and the ways in which languages spell a name. */

export type NameStyle = "upper" | "snake" | "camel" | "kebab" | "dotted" | "written"

/** Chosen by a person, mostly. */
export const passwordNames: readonly string[] =
  "password dbPass SMTP_PASSWORD admin-pw passphrase redisAuth KEYSTORE_PASS sa_password DATABASE_PASSWORD mysql_root_password POSTGRES_PASSWORD db_pwd user_pwd ftp_pass imapPassword mail.password spring.datasource.password hibernate.connection.password ldap_bind_password bindPw ssh_passphrase key_password keyPassword trustStorePassword storepass rootPw root_password adminPassword MASTER_PASSWORD registry_password wifi_psk wpa_passphrase requirepass rpcpassword passwd pword passcode gpg_passphrase JENKINS_PASSWD mqttPass vpn-password BACKEND_PASSWORD website-password kennwort mot_de_passe contrasena senha".split(
    " ",
  )

/** Made by a machine, mostly. */
export const tokenNames: readonly string[] =
  "clientSecret jwt_signing_key secretAccessKey api_key apiKey X-API-Key apiSecret app_secret SECRET_KEY SECRET_KEY_BASE session_secret cookieSecret jwtSecret JWT_SECRET encryption_key encryptionKey aes_key hmac_secret hmacKey signing_secret webhook_secret access_token accessToken auth_token refresh_token bearer_token bot_token DEPLOY_TOKEN vault_token master_key private_token personal_access_token oauth_client_secret consumer_secret shared_secret shared_access_key storage_account_key backup_encryption_key cipher_key totp_secret AUTH_KEY SECURE_AUTH_SALT password_pepper license_secret tokenSecret appKeySecret api-token service.token masterKey crypt_key".split(
    " ",
  )

/** Names that say nothing: a vendor's token must be found without any help. */
export const plainNames: readonly string[] = "vendor primary fallback item upstream node entry main".split(" ")

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase())
}

export function styled(name: string, style: NameStyle): string {
  const words = wordsOf(name)
  if (style === "upper") return words.join("_").toUpperCase()
  if (style === "snake") return words.join("_")
  if (style === "kebab") return words.join("-")
  if (style === "dotted") return words.join(".")
  if (style === "camel") return words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join("")
  return name
}
