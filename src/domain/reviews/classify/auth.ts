/** Whether a change touches authentication or credential handling: by where it stands and by what the code does. */
import type { ChangedFile } from "../../../platform/git-diff.ts"
import { changedLines, codeText, enclosingLines, type CodeLine, type CodeText } from "./code-lines.ts"
import { lexOnce, withoutHeader, type Lexing } from "./lexer.ts"
import { languageOfFile, type Language } from "./languages.ts"
import { wordsOf } from "./paths.ts"
import type { Reason } from "./work-types.ts"

const pathWords = new Set(
  (
    "auth authn authz authentication authenticate authenticator authenticators authorization authorisation authorize authorizer " +
    "login logins logout signin signout signon oauth oauth2 oidc openid jwt jwts jwks jws password passwords passwd passphrase " +
    "credential credentials sso saml saml2 ldap kerberos acl acls rbac abac mfa 2fa totp otp webauthn passkey passkeys apikey apikeys keycloak"
  ).split(" "),
)
/** Words that mean authentication in a path unless a neighbour says otherwise. */
const ambiguousWords = new Set("token tokens session sessions secret secrets".split(" "))
const otherMeanings = new Set(
  (
    "design count counter counts counting limit limits budget usage lexer lex parse parser parsers parsing tokenizer nlp css theme themes color colors " +
    "style styles syntax stream streams bpe llm chat editor recording replay training yoga workout zoom meeting tmux terminal"
  ).split(" "),
)
const pairs: readonly (readonly [string, string])[] = [
  ["sign", "in"],
  ["sign", "out"],
  ["log", "in"],
  ["log", "out"],
  ["access", "control"],
  ["api", "key"],
  ["api", "keys"],
  ["two", "factor"],
  ["multi", "factor"],
]

/** The segment of a path that speaks of authentication, or undefined. Whole words of segments, never parts of words. */
export function authSegment(path: string): string | undefined {
  const segments = path.split("/")
  const last = segments.pop() ?? ""
  const dot = last.indexOf(".", 1)
  segments.push(dot === -1 ? last : last.slice(0, dot))
  const words = segments.map(wordsOf)
  const elsewhere = words.flat().some((word) => otherMeanings.has(word))
  for (const [index, segment] of words.entries()) {
    if (segment.some((word) => pathWords.has(word))) return segments[index]
    if (!elsewhere && segment.some((word) => ambiguousWords.has(word))) return segments[index]
    if (segment.some((word, at) => pairs.some(([first, second]) => word === first && segment[at + 1] === second))) return segments[index]
  }
  return undefined
}

interface Pattern {
  readonly what: string
  /** `code`: a line without the contents of its strings; `string`: the content of one string. */
  readonly on: "code" | "string"
  readonly pattern: RegExp
  /** Also holds for what stands inside the call or block that such a line opens. */
  readonly encloses?: boolean
}

/** What is neither a library's call nor a header but speaks of signing in by its name. */
const namedSentence = "a function, class or call about signing in or credentials"

/** Verbs that make a noun a matter of authentication: `revokeSession` is, `createSession` may be a database's. */
const verbsOf: Readonly<Record<string, ReadonlySet<string>>> = {
  token: new Set("verify validate issue revoke refresh rotate sign mint introspect".split(" ")),
  tokens: new Set("verify validate issue revoke refresh rotate sign mint".split(" ")),
  session: new Set("verify validate revoke destroy invalidate regenerate login".split(" ")),
  sessions: new Set("revoke destroy invalidate".split(" ")),
  role: new Set("require check has verify grant revoke".split(" ")),
  roles: new Set("require check has verify grant revoke".split(" ")),
  admin: new Set("require check is verify grant ensure".split(" ")),
  permission: new Set("require check has verify grant revoke".split(" ")),
  permissions: new Set("require check has verify grant revoke".split(" ")),
}

function isAuthName(name: string): boolean {
  const words = wordsOf(name)
  if (words.some((word) => pathWords.has(word))) return true
  const noun = words.at(-1) ?? ""
  const verbs = Object.hasOwn(verbsOf, noun) ? verbsOf[noun] : undefined
  if (verbs && words.some((word) => verbs.has(word))) return true
  return words.some((word, at) => pairs.some(([first, second]) => word === first && words[at + 1] === second))
}

// A called or declared name. Each alternative starts at a word's first character and is bounded, so the scan is linear.
const names =
  /(?<![\w$])([A-Za-z_$][\w$]{1,100})\(|(?<![\w$])(?:function|def|class|func|fn|fun|const|let|var|struct|interface|module|trait|enum) ([A-Za-z_$][\w$]{1,100})/g

const nameHint =
  /passw|passwd|passphrase|token|session|api_?key|credential|auth|log_?in|log_?out|sign_?in|sign_?o|jwt|jwk|jws|oidc|openid|saml|sso|ldap|kerberos|acl|[ra]bac|mfa|factor|totp|otp|2fa|passkey|keycloak|role|admin|permission|access_?control/i

function namesAuth(code: string): boolean {
  if (!nameHint.test(code)) return false
  for (const match of code.matchAll(names)) if (isAuthName(match[1] ?? match[2] ?? "")) return true
  return false
}

export const authPatterns: readonly Pattern[] = [
  {
    what: "password hashing",
    on: "code",
    encloses: true,
    pattern:
      /\b(?:bcrypt(?:js)?|argon2(?:id|i|d)?|scrypt(?:Sync)?|pbkdf2(?:Sync|_hmac)?|PBKDF2\w{0,40}|passlib|CryptContext|BCrypt\w{0,40}|Argon2\w{0,40}|PasswordHasher|PasswordEncoder|GenerateFromPassword|CompareHashAndPassword|password_hash|password_verify|(?:check|generate)_password_hash|has_secure_password)\b/,
  },
  {
    what: "signing or verifying a token",
    on: "code",
    encloses: true,
    pattern:
      /\b(?:jwt|jsonwebtoken|jose|jws|JWT|Jwts|PyJWT|JwtSecurityTokenHandler)\.(?:sign|verify|decode|encode|parse\w{0,30}|builder|New\w{0,30}|require|create)\b|\b(?:jwtVerify|SignJWT|jwtDecrypt|EncryptJWT|createRemoteJWKSet|ParseWithClaims|NewWithClaims|JwtDecoder|JWTStrategy|expressjwt|verify_jwt|decode_jwt|TokenValidationParameters)\b/,
  },
  {
    what: "authentication middleware",
    on: "code",
    encloses: true,
    pattern:
      /\bpassport\.(?:use|authenticate|initialize|session|serializeUser|deserializeUser)\b|\b(?:NextAuth|getServerSession|betterAuth|clerkMiddleware|withAuth|authMiddleware|requireAuth\w{0,20}|requiresAuth|ensureAuthenticated|ensureLoggedIn|isAuthenticated|is_authenticated|AuthGuard|JwtAuthGuard|RolesGuard|PassportStrategy|LoginManager|OAuth2PasswordBearer|HTTPBearer|HTTPBasic|HTTPBasicAuth|APIKeyHeader|AuthenticationMiddleware|SessionMiddleware|basicAuth|bearerAuth|BasicAuth|http_basic_authenticate_with|authenticate_user|before_authenticate)\b/,
  },
  {
    what: "an access rule on a handler",
    on: "code",
    encloses: true,
    pattern:
      /@(?:login_required|permission_required|user_passes_test|jwt_required|requires_auth|token_required|authentication_classes|permission_classes|csrf_exempt|PreAuthorize|PostAuthorize|Secured|RolesAllowed|PermitAll|DenyAll|EnableWebSecurity|EnableMethodSecurity|UseGuards|Public|Roles|Authorized)\b|\[(?:Authorize|AllowAnonymous)\b|\b(?:permission_classes|authentication_classes|skip_before_action|verify_authenticity_token)\b/,
  },
  {
    what: "Spring Security rules",
    on: "code",
    encloses: true,
    pattern:
      /\b(?:SecurityFilterChain|HttpSecurity|WebSecurityConfigurerAdapter|UserDetailsService|AuthenticationManager|AuthenticationProvider|authorizeHttpRequests|authorizeRequests|antMatchers|requestMatchers|permitAll|hasRole|hasAuthority|oauth2Login|formLogin|httpBasic)\b/,
  },
  {
    what: "session handling",
    on: "code",
    encloses: true,
    pattern:
      /\b(?:express-session|cookieSession|cookie_session|iron-session|getIronSession|SessionStore|sessionStore|session_store|session\.(?:regenerate|destroy|permanent|cookie|invalidate)|req\.session|request\.session|SESSION_COOKIE\w{0,30}|SESSION_ENGINE|CSRF_\w{1,30}|csrf\(|csurf|sessions\.(?:NewCookieStore|Default)|session_start|session_regenerate_id)/,
  },
  {
    what: "setting a cookie",
    on: "code",
    pattern: /\b(?:set_?cookie|setCookie|SetCookie|addCookie)\b|\b(?:res|response|reply|ctx|cookies\(\))\.cookies?\b/,
  },
  {
    what: "a cookie or authorization header",
    on: "string",
    pattern: /^(?:set-cookie|authorization|proxy-authorization|www-authenticate|x-api-key|x-auth-token|x-csrf-token)$/i,
  },
  {
    what: "a cookie or authorization header",
    on: "code",
    pattern: /\b(?:Authorization:|authorization\b|req\.headers\.authorization|HTTP_AUTHORIZATION|HttpHeaders\.AUTHORIZATION)/,
  },
  { what: "a bearer or basic credential", on: "string", pattern: /^(?:Bearer|Basic|Token) ?(?:$|[$%{])/ },
  {
    what: "comparing a password or token",
    on: "code",
    pattern:
      /(?:passw(?:or)?d|passwd|secret|api_?key|(?:access|refresh|reset|csrf|session|auth|api|bearer|id)_?token|hmac|signature)\w{0,40}\)?(?:={2,3}|!={1,2}|\.equals\()(?!null|undefined|None|nil)|(?:={2,3}|!=|\.equals\()[\w.]{0,80}(?:passw(?:or)?d|passwd|secret|api_?key)|\b(?:timingSafeEqual|compare_digest|ConstantTimeCompare|secure_compare|hash_equals|FixedTimeEquals)\b/i,
  },
  {
    what: "reading a credential from the environment",
    on: "code",
    pattern:
      /\b(?:process\.env|import\.meta\.env|Deno\.env|Bun\.env|ENV|os\.environ)\.?\w{0,20}\b[.[(]{0,3}\w{0,60}(?:PASSW|SECRET|TOKEN|API_?KEY|CREDENTIAL|PRIVATE_?KEY|ACCESS_?KEY)\w{0,40}/,
  },
  {
    what: "reading a credential by name",
    on: "string",
    pattern: /^[A-Z][A-Z0-9_]{0,80}(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|CREDENTIALS?|PRIVATE_KEY|ACCESS_KEY)(?:_?[A-Z0-9]{1,20}){0,2}$/,
  },
  {
    what: "a secret store",
    on: "code",
    encloses: true,
    pattern:
      /\b(?:SecretsManager\w{0,30}|GetSecretValue\w{0,20}|get_secret_value|SecretManagerServiceClient|accessSecretVersion|access_secret_version|SecretClient|KeyVault\w{0,30}|hvac\.Client|VaultTemplate|keyring\.(?:get|set)_password|keytar\.\w{3,20}|secretKeyRef|secrets\.[A-Z_][A-Z0-9_]{1,80})\b/,
  },
  {
    what: "signing in to a directory or identity provider",
    on: "code",
    encloses: true,
    pattern:
      /\b(?:ldap\.(?:bind|simple_bind\w{0,5}|initialize)|ldapjs|samlify|SamlStrategy|OneLogin_Saml2_Auth|openid-client|OIDCStrategy|OAuth2Client|OAuth2Strategy|oauth2\.Config|ConfidentialClientApplication|PublicClientApplication|msal\.\w{3,40}|keycloak\.\w{3,30}|firebase\.auth|getAuth|signInWith\w{1,40}|createUserWithEmailAndPassword|createCustomToken|verifyIdToken|verify_id_token)\b/,
  },
]

// One cheap look at the whole file, and at each line: without any of these no pattern can match. An author is not an authorization.
export const authHint =
  /passw|passwd|pwd|secret|token|api[_-]?key|credential|auth(?!ors?\b)|anonymous|requireauth|withclaims|jwk|clerkmiddleware|user_passes_test|logged_?in|skip_before_action|csurf|clientapplication|login|log_in|logout|log_out|signin|sign_in|signout|sign_out|bcrypt|argon2|scrypt|pbkdf2|passlib|cryptcontext|jwt|jws|jose|passport|session|cookie|csrf|saml|ldap|mfa|2fa|totp|otp|oidc|openid|sso|kerberos|acl|[ra]bac|webauthn|passkey|bearer|\bbasic\b|httpbasic|useguards|permitall|permission|secured|denyall|formlogin|keyring|keytar|vault|hvac|hmac|signature|compare_digest|constanttimecompare|secure_compare|hash_equals|timingsafeequal|fixedtimeequals|msal|keycloak|private_?key|access_?key|access_?control|two_?factor|multi_?factor|requestmatchers|antmatchers|websecurity|methodsecurity|httpsecurity|securityfilterchain|userdetails|@public|admin|role/i

export interface AuthFacts {
  readonly reasons: readonly Reason[]
  /** The file stands in a place of authentication, but only comments differ. */
  readonly commentsOnly: boolean
  /** Suggests that the way people or programs authenticate is redesigned. */
  readonly architectural: readonly string[]
}

const nothing: AuthFacts = { reasons: [], commentsOnly: false, architectural: [] }

/** What one changed file of source or configuration says; `before` and `after` hold the texts that were read. */
export function authFacts(file: ChangedFile, isAuthPath: (path: string) => string | undefined, lexing: Lexing = lexOnce()): AuthFacts {
  const segment = isAuthPath(file.path) ?? (file.oldPath === undefined ? undefined : isAuthPath(file.oldPath))
  const before = file.before?.text
  const after = file.after?.text
  if (before === after && file.before?.type === file.after?.type) return nothing
  const language = languageOfFile(file.path, file.after?.text ?? file.before?.text)
  if (
    segment === undefined &&
    (language === undefined || ![before, after].some((text) => text !== undefined && authHint.test(withoutHeader(text, language))))
  )
    return nothing
  if (language === undefined || before === undefined || after === undefined) {
    if (segment !== undefined) return inAuthPlace(file, segment, undefined)
    if (language === undefined) return nothing
  }
  const split = (text = "") => codeText(text, language, lexing(text, language))
  const texts = { before: split(before), after: split(after) }
  const changes = changedLines(texts.before.lines, texts.after.lines)
  if (segment !== undefined) {
    const certain = !texts.before.lexed.doubtful && !texts.after.lexed.doubtful
    if (changes.added.length === 0 && changes.removed.length === 0 && certain) return { reasons: [], commentsOnly: true, architectural: [] }
    return inAuthPlace(file, segment, changes.added[0]?.line)
  }
  const added = matches(file.path, changes.added, texts.after)
  const removed = matches(file.oldPath ?? file.path, changes.removed, texts.before)
  // A line that changed is both; it is said once, at its new place.
  const lost = [...removed.values()].filter(({ what }) => ![...added.values()].some((reason) => reason.what === what))
  const reasons = [...added.values(), ...lost.map((reason) => ({ ...reason, text: `${reason.text} was removed` }))].map(
    ({ what: _what, ...reason }) => reason,
  )
  return { reasons, commentsOnly: false, architectural: mechanismChange(changes.added, changes.removed) }
}

function inAuthPlace(file: ChangedFile, segment: string, line: number | undefined): AuthFacts {
  const verb = {
    added: "is new",
    deleted: "was deleted",
    modified: "changed",
    renamed: "moved and changed",
    "type-changed": "became another kind of file",
  }[file.kind]
  return {
    reasons: [{ path: file.path, ...(line === undefined ? {} : { line }), text: `code under “${segment}” ${verb}` }],
    commentsOnly: false,
    architectural: file.kind === "added" || file.kind === "deleted" ? [`${file.path} ${verb}`] : [],
  }
}

function matches(path: string, lines: readonly CodeLine[], text: CodeText): Map<string, Reason & { readonly what: string }> {
  const found = new Map<string, Reason & { readonly what: string }>()
  const openers = new Map<CodeLine, string | undefined>()
  for (const line of lines) {
    const own = meaningOf(line, text.language, false)
    const what = own ?? enclosedBy(line, text, openers)
    if (what === undefined) continue
    const sentence = own === undefined ? `${what} (inside it)` : what
    if (!found.has(sentence)) found.set(sentence, { path, line: line.line, text: sentence, what })
  }
  return found
}

function meaningOf(line: CodeLine, language: Language, asOpener: boolean): string | undefined {
  if (!mayMean(line, asOpener)) return undefined
  const pattern = authPatterns.find((candidate) => (!asOpener || candidate.encloses) && fits(candidate, line, language))
  if (pattern) return pattern.what
  return !language.config && inPieces(line.code, namesAuth) ? namedSentence : undefined
}

function mayMean(line: CodeLine, asOpener: boolean): boolean {
  if (authHint.test(line.code) || nameHint.test(line.code)) return true
  return !asOpener && line.strings.some((value) => value.length <= 200 && authHint.test(value))
}

function enclosedBy(line: CodeLine, text: CodeText, known: Map<CodeLine, string | undefined>): string | undefined {
  for (const opener of enclosingLines(text, line)) {
    if (!known.has(opener)) known.set(opener, meaningOf(opener, text.language, true))
    const found = known.get(opener)
    if (found !== undefined) return found
  }
  return undefined
}

const longestExamined = 2000

function fits(candidate: Pattern, line: CodeLine, language: Language): boolean {
  if (candidate.on === "code") return inPieces(line.code, (piece) => candidate.pattern.test(piece))
  // A name in a configuration file is a setting, not a read.
  if (language.config && candidate.what === "reading a credential by name") return false
  return line.strings.some((value) => value.length <= 200 && candidate.pattern.test(value))
}

// A line of a minified file is examined in overlapping pieces, so that each look costs the same.
function inPieces(code: string, test: (piece: string) => boolean): boolean {
  if (code.length <= longestExamined) return test(code)
  for (let start = 0; start < code.length; start += longestExamined - 200) if (test(code.slice(start, start + longestExamined))) return true
  return false
}

const mechanisms: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["JSON Web Tokens", /\b(?:jwt|jsonwebtoken|jose|PyJWT|Jwts)\b/],
  ["server sessions", /\b(?:express-session|cookieSession|req\.session|request\.session|SessionMiddleware)\b/],
  ["OAuth or OpenID Connect", /\b(?:OAuth2\w{0,20}|openid-client|oauth2|OIDC\w{0,20})\b/],
  ["SAML", /\b(?:samlify|SamlStrategy|OneLogin_Saml2_Auth)\b/],
  ["LDAP", /\b(?:ldapjs|ldap)\b/],
  ["passkeys", /\b(?:webauthn|WebAuthn|simplewebauthn)\b/],
]

function mechanismChange(added: readonly CodeLine[], removed: readonly CodeLine[]): string[] {
  const gained = mechanisms.filter(([, pattern]) => uses(added, pattern) && !uses(removed, pattern)).map(([name]) => name)
  const lost = mechanisms.filter(([, pattern]) => uses(removed, pattern) && !uses(added, pattern)).map(([name]) => name)
  return [...gained.map((name) => `${name} came in`), ...lost.map((name) => `${name} went away`)]
}

function uses(lines: readonly CodeLine[], pattern: RegExp): boolean {
  return lines.some((line) => inPieces(line.code, (piece) => pattern.test(piece)))
}
