/** Secrets that web frameworks sign and encrypt with. */
import { family, type SecretRule } from "../rule.ts"
import { left, right } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"
import { between } from "./between.ts"
import { named } from "./named.ts"
import { beginnings, spelled } from "./spelling.ts"

const rotate = (what: string) => `Replace ${what} and read it from the environment: whoever has it can forge sessions and signed values.`

const built = family(
  {
    kind: "structure",
    provider: "Laravel",
    help: "https://laravel.com/docs/encryption",
    remediation: rotate("APP_KEY with php artisan key:generate"),
    envVar: "APP_KEY",
  },
  [
    {
      id: "laravel-app-key",
      title: "Laravel application key",
      keywords: ["base64:"],
      pattern: `${left}base64:([A-Za-z0-9+/]{43}=)(?![A-Za-z0-9+/=])`,
      capture: 1,
      validator: "base64-32-bytes",
      minEntropy: 4,
    },
    {
      id: "symfony-app-secret",
      provider: "Symfony",
      title: "Symfony application secret",
      keywords: ["APP_SECRET"],
      // Many vendors call theirs FACEBOOK_APP_SECRET and the like.
      pattern: `(?<![A-Za-z0-9_])APP_SECRET${between}([a-f0-9]{32})${right}`,
      capture: 1,
      minEntropy: 3,
      confidence: "medium",
      help: "https://symfony.com/doc/current/reference/configuration/framework.html#secret",
      remediation: rotate("APP_SECRET"),
      envVar: "APP_SECRET",
    },
    {
      id: "django-secret-key",
      provider: "Django",
      title: "Django secret key",
      keywords: ["SECRET_KEY"],
      pattern: `SECRET_KEY["']?[ \\t]{0,9}[=:][ \\t]{0,9}["']?((?:django-insecure-)?[a-z0-9!@#$%^&*(_=+)-]{50})(?=["'\\s]|$)`,
      capture: 1,
      minEntropy: 4,
      help: "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
      remediation: rotate("SECRET_KEY"),
      envVar: "DJANGO_SECRET_KEY",
    },
    {
      id: "rails-secret-key-base",
      provider: "Ruby on Rails",
      title: "Rails secret key base",
      keywords: ["secret_key_base", "SECRET_KEY_BASE", "devise_secret", "config.secret_key", "config.pepper", "db_key_base"],
      pattern: `(?:secret_key_base|SECRET_KEY_BASE|devise_secret\\w{0,8}|config\\.secret_key|config\\.pepper|db_key_base)${between}([a-f0-9]{128})${right}`,
      capture: 1,
      minEntropy: 3,
      help: "https://guides.rubyonrails.org/security.html",
      remediation: rotate("secret_key_base"),
      envVar: "SECRET_KEY_BASE",
    },
    {
      id: "phoenix-secret-key-base",
      provider: "Phoenix",
      title: "Phoenix secret key base",
      keywords: ["secret_key_base", "SECRET_KEY_BASE"],
      pattern: `(?:secret_key_base|SECRET_KEY_BASE)${between}([A-Za-z0-9+/]{64})(?![A-Za-z0-9+/=])`,
      capture: 1,
      minEntropy: 4.5,
      help: "https://hexdocs.pm/phoenix/deployment.html",
      remediation: rotate("secret_key_base with mix phx.gen.secret"),
      envVar: "SECRET_KEY_BASE",
    },
    {
      id: "aspnet-machine-key",
      provider: "ASP.NET",
      title: "ASP.NET machine key",
      keywords: ["validationKey=", "decryptionKey="],
      pattern: `(?:validation|decryption)Key="([A-F0-9]{32,128})"`,
      capture: 1,
      minEntropy: 3,
      help: "https://learn.microsoft.com/en-us/previous-versions/dotnet/netframework-4.0/w8h3skw9(v=vs.100)",
      remediation: rotate("the machine key on every server"),
      envVar: "MACHINE_KEY",
    },
    {
      id: "wordpress-salt",
      provider: "WordPress",
      title: "WordPress key or salt",
      keywords: ["AUTH_KEY", "LOGGED_IN_KEY", "NONCE_KEY", "AUTH_SALT", "LOGGED_IN_SALT", "NONCE_SALT"],
      pattern: `(?<=define\\(\\s{0,5}["'](?:SECURE_)?)(?:AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)["']\\s{0,3},\\s{0,9}'([^'\\r\\n]{64})'`,
      capture: 1,
      minEntropy: 4.5,
      help: "https://developer.wordpress.org/advanced-administration/security/",
      remediation: rotate("the keys and salts in wp-config.php"),
      envVar: "AUTH_KEY",
    },
    {
      id: "drupal-hash-salt",
      provider: "Drupal",
      title: "Drupal hash salt",
      keywords: beginnings("hash_salt"),
      pattern: `${spelled("hash_salt")}${between}([A-Za-z0-9_-]{43,100})(?![A-Za-z0-9_/+=-])`,
      ignoreCase: true,
      capture: 1,
      minEntropy: 4,
      help: "https://api.drupal.org/api/drupal/sites!default!default.settings.php",
      remediation: rotate("hash_salt in settings.php"),
      envVar: "DRUPAL_HASH_SALT",
    },
    {
      id: "fernet-key",
      provider: "Fernet",
      title: "Fernet key",
      keywords: ["fernet"],
      pattern: `fernet(?:[._-]{0,2}key${between}|\\([ \\t]{0,3}b?["'])([A-Za-z0-9_-]{43}=)(?![A-Za-z0-9_=-])`,
      ignoreCase: true,
      capture: 1,
      minEntropy: 4,
      help: "https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/fernet.html",
      remediation: "Rotate the key with MultiFernet or airflow rotate-fernet-key, and encrypt the stored values anew.",
      envVar: "FERNET_KEY",
    },
    {
      id: "magento-crypt-key",
      provider: "Adobe Commerce",
      title: "Magento encryption key",
      keywords: ["'crypt'", '"crypt"'],
      pattern: `["']crypt["']\\s{0,5}=>\\s{0,5}(?:\\[|array\\s?\\()\\s{0,30}["']key["']\\s{0,5}=>\\s{0,5}["']((?:base64)?[A-Za-z0-9+/]{32,44}={0,2})["']`,
      capture: 1,
      minEntropy: 3,
      help: "https://experienceleague.adobe.com/en/docs/commerce-admin/systems/security/encryption-key",
      remediation: "Change the encryption key in the admin under System, Manage encryption key.",
      envVar: "MAGENTO_CRYPT_KEY",
    },
  ],
)

const files = family(
  {
    kind: "generic",
    provider: "credential file",
    help: "https://guides.rubyonrails.org/security.html#custom-credentials",
    remediation: "Make new credentials with a new master key, and change every value that the old file held.",
    envVar: "RAILS_MASTER_KEY",
  },
  [
    {
      id: "rails-master-key-file",
      title: "Rails master key",
      keywords: [],
      byPath: true,
      // 16 random bytes in hexadecimal, and nothing else in its line.
      pattern: "(?<![^\\r\\n])[a-f0-9]{32}(?![^\\r\\n])",
      paths: String.raw`(?:^|/)config/(?:master|credentials/[\w-]{1,40})\.key$`,
      minEntropy: 2.5,
    },
  ],
)

const titled = assignedRules([
  ...named(
    {
      provider: "Ruby on Rails",
      help: "https://guides.rubyonrails.org/security.html#custom-credentials",
      remediation: "Make new credentials with a new master key, and change every value that the old file held.",
    },
    [{ id: "rails-master-key", title: "Rails master key", value: "[a-f0-9]{32}", envVar: "RAILS_MASTER_KEY" }],
  ),
  ...named({ provider: "Auth.js", help: "https://authjs.dev/getting-started/deployment", remediation: rotate("the secret with npx auth secret") }, [
    {
      id: "nextauth-secret",
      title: "Auth.js secret",
      value: "(?:[A-Za-z0-9+/_-]{43}=|[A-Za-z0-9+/]{32,44}(?!=))",
      envVar: "NEXTAUTH_SECRET",
      also: ["better_auth_secret"],
    },
  ]),
  ...named(
    {
      provider: "n8n",
      help: "https://docs.n8n.io/hosting/configuration/configuration-examples/encryption-key/",
      remediation: "Set a new encryption key and enter the stored credentials anew: the old one decrypts them.",
    },
    [{ id: "n8n-encryption-key", title: "n8n encryption key", value: "[A-Za-z0-9+/]{24,64}", envVar: "N8N_ENCRYPTION_KEY" }],
  ),
  ...named(
    { provider: "Yii", help: "https://www.yiiframework.com/doc/guide/2.0/en/security-best-practices", remediation: rotate("cookieValidationKey") },
    [{ id: "yii-cookie-key", title: "Yii cookie validation key", value: "[A-Za-z0-9_-]{32}", envVar: "COOKIE_VALIDATION_KEY" }],
  ),
])

export const frameworkRules: readonly SecretRule[] = [...built, ...files, ...titled]
