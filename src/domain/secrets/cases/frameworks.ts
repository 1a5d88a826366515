/** Test material only: cases of the rules in rules/frameworks.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const frameworkCases: CasesByRule = {
  "laravel-app-key": {
    hits: ["APP_KEY=base64:{{base64of:32}}", `'key' => 'base64:{{base64of:32}}',`],
    misses: ["APP_KEY=base64:{{base64of:31}}", "APP_KEY=base64:", "data:image/png;base64,{{base64of:32}}"],
  },
  "django-secret-key": {
    hits: [`SECRET_KEY = "{{lowernum:29}}!@#$%^&*(-_=+){{lowernum:7}}"`, "DJANGO_SECRET_KEY={{lowernum:50}}"],
    misses: [`SECRET_KEY = "{{lowernum:20}}"`, `SECRET_KEY = os.environ["SECRET_KEY"]`, `SECRET_KEY = "{{upper:50}}"`],
  },
  "rails-secret-key-base": {
    hits: ["  secret_key_base: {{hex:128}}", `config.secret_key = '{{hex:128}}'`, "SECRET_KEY_BASE={{hex:128}}", `config.pepper = "{{hex:128}}"`],
    misses: ["secret_key_base: {{hex:127}}", `secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>`],
  },
  "phoenix-secret-key-base": {
    hits: [`secret_key_base: "{{b64:64}}"`, "SECRET_KEY_BASE={{b64:64}}"],
    misses: [`secret_key_base: "{{b64:63}}"`, `secret_key_base: System.fetch_env!("SECRET_KEY_BASE")`],
  },
  "aspnet-machine-key": {
    hits: [`<machineKey validationKey="{{HEX:128}}" decryption="AES" />`, `<machineKey decryptionKey="{{HEX:64}}" />`],
    misses: [`<machineKey validationKey="AutoGenerate,IsolateApps" />`, `<machineKey validationKey="{{HEX:31}}" />`],
  },
  "wordpress-salt": {
    hits: [`define('AUTH_KEY', '{{b64:40}}!#$ %^&{{b64:17}}');`, `define( 'SECURE_AUTH_SALT',  '{{alnum:64}}' );`],
    misses: [`define('AUTH_KEY', 'put your unique phrase here');`, `define('AUTH_KEY', '{{alnum:63}}');`, `define('AUTH_KEY', getenv('AUTH_KEY'));`],
  },
  "drupal-hash-salt": {
    hits: [`$settings['hash_salt'] = '{{b64url:74}}';`, `"hash_salt": "{{b64url:55}}"`],
    misses: [`$settings['hash_salt'] = '';`, `$settings['hash_salt'] = '{{alnum:20}}';`, `$settings['hash_salt'] = file_get_contents('/x');`],
  },
  "fernet-key": {
    hits: [
      "AIRFLOW__CORE__FERNET_KEY={{b64url:43}}=",
      `Fernet(b"{{b64url:43}}=")`,
      `fernet_key: '{{b64url:43}}='`,
      `<add key="FernetKey" value="{{b64url:43}}=" />`,
    ],
    misses: ["FERNET_KEY={{b64url:42}}=", "Fernet(key)", "FERNET_KEY={{b64url:43}}=="],
  },
  "magento-crypt-key": {
    hits: [`'crypt' => [\n        'key' => '{{hex:32}}'\n    ],`, `'crypt' => array('key' => '{{alnum:32}}')`],
    misses: [`'crypt' => ['key' => '']`, `'crypt' => ['key' => '{{hex:20}}']`],
  },
  "symfony-app-secret": {
    hits: ["APP_SECRET={{hex:32}}", `APP_SECRET: "{{hex:32}}"`],
    misses: ["APP_SECRET={{hex:31}}", "FACEBOOK_APP_SECRET={{hex:32}}", "APP_SECRET=%env(APP_SECRET)%"],
  },
  "rails-master-key-file": {
    hits: ["{{hex:32}}"],
    misses: ["{{hex:31}}", "key {{hex:32}}", "{{hex:33}}", "00000000000000000000000000000000"],
    path: "shop/config/master.key",
  },
  "rails-master-key": heldBy("RAILS_MASTER_KEY", "{{hex:32}}"),
  "nextauth-secret": heldBy("NEXTAUTH_SECRET", "{{b64url:43}}=", "{{alnum:31}}"),
  "n8n-encryption-key": heldBy("N8N_ENCRYPTION_KEY", "{{b64:32}}", "{{alnum:23}}"),
  "yii-cookie-key": heldBy("COOKIE_VALIDATION_KEY", "{{b64url:32}}"),
}
