/** What user interfaces say about passwords, keys and tokens, in many languages. */
import type { Negative } from "./negatives.ts"

const texts: Readonly<Record<string, readonly [password: string, newPassword: string, secret: string, token: string]>> = {
  en: ["Password", "Enter your new password", "Secret", "Access token"],
  de: ["Passwort", "Neues Passwort eingeben", "Geheimnis", "Zugangstoken"],
  fr: ["Mot de passe", "Saisissez votre mot de passe", "Clé secrète", "Jeton d'accès"],
  es: ["Contraseña", "Introduzca su contraseña", "Secreto", "Token de acceso"],
  it: ["Parola d'ordine", "Inserisci la nuova password", "Segreto", "Token di accesso"],
  pt: ["Senha", "Digite sua nova senha", "Segredo", "Token de acesso"],
  nl: ["Wachtwoord", "Voer uw nieuwe wachtwoord in", "Geheim", "Toegangstoken"],
  pl: ["Hasło", "Wpisz nowe hasło", "Sekret", "Token dostępu"],
  ru: ["Пароль", "Введите новый пароль", "Секрет", "Токен доступа"],
  zh: ["密码", "请输入新密码", "密钥", "访问令牌"],
  ja: ["パスワード", "新しいパスワードを入力", "シークレット", "アクセストークン"],
  ar: ["كلمة المرور", "أدخل كلمة المرور", "سر", "رمز الوصول"],
}

export const interfaceTexts: readonly Negative[] = Object.entries(texts).flatMap(([language, [password, change, secret, token]]): Negative[] => [
  {
    id: "translations",
    path: `locales/${language}.json`,
    write: () =>
      `{\n  "login": {"password": ${JSON.stringify(password)}, "newPassword": ${JSON.stringify(change)}},\n  "keys": {"secret": ${JSON.stringify(secret)}, "token": ${JSON.stringify(token)}}\n}\n`,
  },
  {
    id: "translations beside code",
    path: `src/messages_${language}.properties`,
    write: () => `login.password=${password}\nlogin.password.new=${change}\nkeys.secret=${secret}\nkeys.token=${token}\n`,
  },
  {
    id: "texts in code",
    path: `src/pages/login-${language}.tsx`,
    write: () =>
      `const labels = { password: ${JSON.stringify(password)}, newPassword: ${JSON.stringify(change)}, secret: ${JSON.stringify(secret)}, token: ${JSON.stringify(token)} }\n`,
  },
])
