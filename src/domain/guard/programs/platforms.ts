/** Containers, clouds, deployment and publishing. */
import { argumentsOf } from "../shell/arguments.ts"
import { said, type Program } from "../shell/call.ts"
import { asStream, literal } from "../shell/field.ts"
import { tableProgram, type Row } from "./table.ts"
import { also, containerExec } from "./wrappers.ts"

const deploys =
  (tool: string): Row[1] =>
  ({ environment }) => ({ kind: "deploy", tool, environment })

/** What it deploys to is production unless another environment is named. */
const deploysLive =
  (tool: string): Row[1] =>
  ({ environment }) => ({ kind: "deploy", tool, environment: environment === "unknown" ? "production" : environment })

const cloud =
  (kind: "cloud.create" | "cloud.delete" | "cloud.change", provider: string): Row[1] =>
  // Identities and keys have rows of their own.
  ({ words }) =>
    provider === "aws" && /^(?:iam|sts|kms|organizations|secretsmanager)$/.test(words[0] ?? "")
      ? []
      : { kind, provider, resource: words.slice(0, 3).join(" ") }

const grants =
  (system: string): Row[1] =>
  ({ words }) => ({ kind: "permission.change", system, what: words.slice(0, 3).join(" ") })

const rotates =
  (system: string): Row[1] =>
  ({ words }) => ({ kind: "key.rotate", system, what: words.slice(0, 3).join(" ") })

const readsSecret: Row[1] = ({ call, words }) => ({ kind: "secret.read", what: [call.program, ...words.slice(0, 3)].join(" ") })

const publishes =
  (tool: string): Row[1] =>
  () => ({ kind: "package.publish", tool })

const exports: Row[1] = ({ words, environment, call }) => ({
  kind: "data.export",
  engine: call.program,
  what: words.slice(0, 3).join(" "),
  environment,
})

const volumeGone: Row[1] = ({ environment, words }) => ({
  kind: "db.delete",
  engine: "volume",
  deletion: "volume",
  tables: words.slice(2),
  environment,
})

interface Platform {
  readonly rows: readonly Row[]
  readonly values?: readonly string[]
}

const aws: readonly Row[] = [
  [
    "iam|organizations|sts|sso-admin|identitystore attach-*|detach-*|put-*-policy|delete-*-policy|create-policy*|update-assume-role-policy|add-user-to-group|remove-user-from-group|create-role|delete-role|create-user|delete-user|create-login-profile|update-login-profile",
    grants("aws"),
  ],
  [
    "* put-*-policy|add-permission|modify-*-attribute|authorize-security-group-*|revoke-security-group-*|put-bucket-acl|put-object-acl|put-public-access-block|delete-public-access-block|put-bucket-policy|create-grant|put-key-policy",
    grants("aws"),
  ],
  ["iam create-access-key|delete-access-key|update-access-key", rotates("aws")],
  ["secretsmanager rotate-secret|put-secret-value|update-secret|delete-secret|cancel-rotate-secret", rotates("aws")],
  ["configure get aws_secret_access_key|aws_session_token", readsSecret],
  ["configure export-credentials", readsSecret],
  ["sts get-session-token|assume-role*|get-federation-token", readsSecret],
  ["ecr get-login-password|get-authorization-token", readsSecret],
  ["lambda get-function-configuration|get-function", readsSecret],
  ["ssm send-command|start-session", cloud("cloud.change", "aws")],
  ["dynamodb scan --table-name=*prod*", exports],
  [
    "s3 sync|cp",
    ({ words, environment }) =>
      (words[2] ?? "").startsWith("s3:") && environment === "production" ? { kind: "data.export", engine: "s3", what: words[2]!, environment } : [],
  ],
  ["secretsmanager get-secret-value", readsSecret],
  ["ssm get-parameter* --with-decryption", readsSecret],
  ["kms schedule-key-deletion|disable-key", rotates("aws")],
  ["* delete-*|terminate-*|deregister-*|purge-*|release-*|remove-*|stop-*|reset-*", cloud("cloud.delete", "aws")],
  ["s3 rm|rb", cloud("cloud.delete", "aws")],
  ["s3 sync --delete", cloud("cloud.delete", "aws")],
  ["* create-*|run-*|launch-*|register-*|allocate-*|request-*|copy-*|restore-*|start-*|purchase-*", cloud("cloud.create", "aws")],
  ["s3 mb", cloud("cloud.create", "aws")],
  ["* update-*|modify-*|put-*|set-*|change-*|associate-*|attach-*|enable-*|disable-*", cloud("cloud.change", "aws")],
  ["lambda update-function-code|invoke", deploys("aws lambda")],
  ["ecs update-service", deploysLive("aws ecs")],
  ["cloudformation deploy|create-stack|update-stack", cloud("cloud.create", "aws")],
  ["* deploy", deploysLive("aws")],
  [
    "s3|s3api cp|sync|mv|put-object",
    ({ words }) => ((words[3] ?? "").startsWith("s3:") ? { kind: "net.send", host: words[3]!, carries: "file" } : []),
  ],
  ["rds|dynamodb start-export-task|export-table-to-point-in-time", exports],
]

const kubectl: readonly Row[] = [
  [
    "delete",
    ({ words, environment }) => ({ kind: "cloud.delete", provider: "kubernetes", resource: `${words.slice(1, 3).join(" ")} ${environment}`.trim() }),
  ],
  ["apply|create|replace|patch|set|scale|annotate|label|edit|autoscale|expose|run", deploys("kubectl")],
  ["rollout restart|undo|pause|resume", deploys("kubectl")],
  ["config view --raw", readsSecret],
  ["create|delete|apply clusterrolebinding|rolebinding|clusterrole|role|serviceaccount", grants("kubernetes")],
  ["auth reconcile", grants("kubernetes")],
  ["get secret*|secrets* -o", readsSecret],
  ["drain|cordon|taint", ({ words }) => ({ kind: "cloud.change", provider: "kubernetes", resource: words.join(" ") })],
]

const platforms: Readonly<Record<string, Platform>> = {
  aws: {
    rows: aws,
    values: [
      "--profile",
      "--region",
      "--output",
      "--query",
      "--endpoint-url",
      "--secret-id",
      "--role-name",
      "--policy-arn",
      "--user-name",
      "--bucket",
      "--key",
      "--name",
      "--stack-name",
      "--function-name",
      "--cluster",
      "--service",
    ],
  },
  gcloud: {
    rows: [
      [
        "projects|organizations|iam|storage|functions|run|kms|secrets|* add-iam-policy-binding|remove-iam-policy-binding|set-iam-policy",
        grants("gcloud"),
      ],
      ["* * add-iam-policy-binding|remove-iam-policy-binding|set-iam-policy|add-invoker-policy-binding", grants("gcloud")],
      ["iam service-accounts keys create|delete", rotates("gcloud")],
      ["secrets versions access", readsSecret],
      ["auth print-access-token|print-identity-token", readsSecret],
      ["auth application-default print-access-token", readsSecret],
      ["storage rm", cloud("cloud.delete", "gcloud")],
      ["compute ssh", cloud("cloud.change", "gcloud")],
      ["kms keys versions destroy|disable", rotates("gcloud")],
      ["secrets versions add|destroy|disable", rotates("gcloud")],
      ["app deploy", deploysLive("gcloud")],
      ["run|functions deploy", deploysLive("gcloud")],
      ["builds submit", deploys("gcloud")],
      ["sql export", exports],
      ["* delete", cloud("cloud.delete", "gcloud")],
      ["* * delete", cloud("cloud.delete", "gcloud")],
      ["* * * delete", cloud("cloud.delete", "gcloud")],
      ["* create", cloud("cloud.create", "gcloud")],
      ["* * create", cloud("cloud.create", "gcloud")],
      ["* * update|patch|resize|stop|reset", cloud("cloud.change", "gcloud")],
    ],
    values: ["--project", "--region", "--zone", "--member", "--role", "--format", "--filter"],
  },
  az: {
    rows: [
      ["role assignment|definition create|delete|update", grants("az")],
      ["ad * create|delete|update|add|create-for-rbac", grants("az")],
      ["ad group member add|remove", grants("az")],
      ["keyvault set-policy|delete-policy", grants("az")],
      ["storage container set-permission", grants("az")],
      ["storage account keys list", readsSecret],
      ["network nsg rule update|create|delete", grants("az")],
      ["webapp config appsettings set", cloud("cloud.change", "az")],
      ["ad * credential reset", rotates("az")],
      ["keyvault secret show|download", readsSecret],
      ["keyvault secret|key set|delete|rotate|purge", rotates("az")],
      ["account get-access-token", readsSecret],
      ["storage account keys renew", rotates("az")],
      ["webapp|functionapp|containerapp deploy*|up|deployment", deploysLive("az")],
      ["* delete|purge", cloud("cloud.delete", "az")],
      ["* * delete|purge|deallocate|stop", cloud("cloud.delete", "az")],
      ["* create|up", cloud("cloud.create", "az")],
      ["* * create", cloud("cloud.create", "az")],
      ["* * update|set", cloud("cloud.change", "az")],
    ],
    values: ["-g", "--resource-group", "-n", "--name", "--subscription", "-o", "--output", "--query", "--assignee", "--role", "--scope"],
  },
  terraform: {
    rows: [
      ["destroy", cloud("cloud.delete", "terraform")],
      ["apply -destroy", cloud("cloud.delete", "terraform")],
      ["apply", cloud("cloud.create", "terraform")],
      ["apply", deploysLive("terraform")],
      ["state rm|push|mv|replace-provider", cloud("cloud.change", "terraform")],
      ["import|taint|untaint|force-unlock", cloud("cloud.change", "terraform")],
      ["workspace delete", cloud("cloud.delete", "terraform")],
      ["state pull", readsSecret],
      ["output", ({ given }) => (given.has("-json", "-raw") ? { kind: "secret.read", what: "terraform output" } : [])],
      ["run-all destroy", cloud("cloud.delete", "terraform")],
      ["run-all apply|apply-all", cloud("cloud.create", "terraform")],
      ["destroy-all", cloud("cloud.delete", "terraform")],
    ],
  },
  pulumi: {
    rows: [
      ["destroy", cloud("cloud.delete", "pulumi")],
      ["up|update", cloud("cloud.create", "pulumi")],
      ["up|update", deploysLive("pulumi")],
      ["stack rm", cloud("cloud.delete", "pulumi")],
      ["cancel|refresh|import", cloud("cloud.change", "pulumi")],
      ["config get", readsSecret],
      ["config --show-secrets", readsSecret],
    ],
    values: ["-s", "--stack", "-C", "--cwd"],
  },
  cdk: {
    rows: [
      ["deploy", deploysLive("cdk")],
      ["deploy", cloud("cloud.create", "aws")],
      ["destroy", cloud("cloud.delete", "aws")],
      ["bootstrap", cloud("cloud.create", "aws")],
    ],
  },
  sam: {
    rows: [
      ["deploy|sync", deploysLive("sam")],
      ["delete", cloud("cloud.delete", "aws")],
    ],
  },
  serverless: {
    rows: [
      ["deploy", deploysLive("serverless")],
      ["remove", cloud("cloud.delete", "serverless")],
      ["rollback", deploysLive("serverless")],
    ],
    values: ["--stage", "-s", "--region", "-r"],
  },
  kubectl: {
    rows: kubectl,
    values: [
      "-n",
      "--namespace",
      "--context",
      "--cluster",
      "-f",
      "--filename",
      "-l",
      "--selector",
      "-o",
      "--output",
      "-c",
      "--container",
      "--kubeconfig",
      "-k",
      "-p",
      "--replicas",
    ],
  },
  helm: {
    rows: [
      ["uninstall|delete", cloud("cloud.delete", "helm")],
      ["push", publishes("helm")],
      ["get values|all", readsSecret],
      ["install|upgrade|rollback", deploys("helm")],
    ],
    values: ["-n", "--namespace", "-f", "--values", "--set", "--kube-context", "--version"],
  },
  kustomize: { rows: [] },
  argocd: { rows: [["app sync|rollback|set|create|delete", deploys("argocd")]] },
  vercel: {
    rows: [
      ["--prod", deploysLive("vercel")],
      ["deploy|promote|rollback|redeploy", deploys("vercel")],
      ["promote|rollback|redeploy|alias", () => ({ kind: "deploy", tool: "vercel", environment: "production" })],
      ["teams|team invite", grants("vercel")],
      ["remove|rm", cloud("cloud.delete", "vercel")],
      ["env rm|add|remove", rotates("vercel")],
      ["env pull", readsSecret],
      ["domains|dns|certs rm|remove|add", cloud("cloud.change", "vercel")],
    ],
    values: ["--token", "-t", "--scope", "-S"],
  },
  netlify: {
    rows: [
      ["deploy --prod|-p", deploysLive("netlify")],
      ["deploy --prod", deploysLive("netlify")],
      ["deploy -p", deploysLive("netlify")],
      ["deploy", deploys("netlify")],
      ["sites:delete", cloud("cloud.delete", "netlify")],
      ["env:set|env:unset", rotates("netlify")],
      ["env:list|env:get", readsSecret],
    ],
  },
  fly: {
    rows: [
      ["deploy", deploysLive("fly")],
      ["apps destroy", cloud("cloud.delete", "fly")],
      ["destroy", cloud("cloud.delete", "fly")],
      ["volumes|machine|machines|postgres destroy|delete|detach", cloud("cloud.delete", "fly")],
      ["secrets set|unset|import", rotates("fly")],
      ["auth token", readsSecret],
      ["tokens create|revoke", rotates("fly")],
      ["volumes create", cloud("cloud.create", "fly")],
      ["ssh console -C", ({ call, given }) => (given.value("-C") === undefined ? [] : call.shell(asStream(given.value("-C")!)).effects)],
      [
        "postgres connect",
        ({ call, environment }) =>
          /\b(?:drop|delete|truncate)\b/i.test(call.stdin.text ?? "")
            ? { kind: "db.delete", engine: "postgresql", deletion: "drop", tables: [], environment }
            : [],
      ],
      ["launch", cloud("cloud.create", "fly")],
      ["scale", cloud("cloud.change", "fly")],
    ],
    values: ["-a", "--app", "-c", "--config", "-C", "--command"],
  },
  heroku: {
    rows: [
      ["auth:token|authorizations:create", readsSecret],
      ["pg:credentials:rotate|authorizations:create|keys:add", rotates("heroku")],
      [
        "pg:psql",
        ({ call, given }) =>
          call.start(
            [literal("psql"), literal("-h"), given.value("-a", "--app") ?? literal(""), literal("-c"), given.value("-c", "--command") ?? literal("")],
            call.stdin,
          ).effects,
      ],
      [
        "run",
        ({ call, given, words }) =>
          call.start([...given.words.slice(1), ...(words.length > 0 ? [literal(`--app=${given.value("-a", "--app")?.text ?? ""}`)] : [])]).effects,
      ],
      ["pg:reset|pg:reset*", ({ environment }) => ({ kind: "db.delete", engine: "postgresql", deletion: "drop", tables: [], environment })],
      ["apps:destroy|addons:destroy", cloud("cloud.delete", "heroku")],
      ["config:set|config:unset", rotates("heroku")],
      ["config|config:get", readsSecret],
      ["container:release|releases:rollback|pipelines:promote", deploysLive("heroku")],
      ["addons:create|create", cloud("cloud.create", "heroku")],
      ["access:add|access:remove|members:add", grants("heroku")],
      ["pg:backups:download|pg:pull", exports],
      ["ps:scale|maintenance:on", cloud("cloud.change", "heroku")],
    ],
    values: ["-a", "--app", "-r", "--remote", "-c", "--command"],
  },
  railway: {
    rows: [
      ["up|deploy|redeploy", deploysLive("railway")],
      ["down|delete", cloud("cloud.delete", "railway")],
      ["variables", readsSecret],
    ],
  },
  wrangler: {
    rows: [
      ["deploy|publish|rollback", deploysLive("wrangler")],
      ["pages deploy|publish", deploysLive("wrangler")],
      ["delete", cloud("cloud.delete", "cloudflare")],
      ["d1|kv:*|kv|r2|queues|secret delete|bulk", cloud("cloud.delete", "cloudflare")],
      ["kv|r2 * delete", cloud("cloud.delete", "cloudflare")],
      ["secret put", rotates("cloudflare")],
      [
        "d1 execute",
        ({ environment, given }) =>
          /\b(?:drop|delete|truncate)\b/i.test(given.value("--command")?.text ?? "")
            ? { kind: "db.delete", engine: "d1", deletion: "delete", tables: [], environment }
            : [],
      ],
    ],
    values: ["--command", "--env", "-e", "--name", "--file"],
  },
  firebase: {
    rows: [
      ["deploy|hosting:channel:deploy", deploysLive("firebase")],
      [
        "firestore:delete|database:remove",
        ({ environment, words }) => ({ kind: "db.delete", engine: "firestore", deletion: "delete", tables: words.slice(1), environment }),
      ],
      ["projects:delete|functions:delete|apps:delete", cloud("cloud.delete", "firebase")],
      ["database:get|auth:export", exports],
    ],
    values: ["-P", "--project"],
  },
  eb: {
    rows: [
      ["deploy", deploysLive("eb")],
      ["terminate", cloud("cloud.delete", "aws")],
      ["create", cloud("cloud.create", "aws")],
    ],
  },
  doctl: {
    rows: [
      ["* delete", cloud("cloud.delete", "digitalocean")],
      ["* * delete", cloud("cloud.delete", "digitalocean")],
      ["* create", cloud("cloud.create", "digitalocean")],
      ["* * create", cloud("cloud.create", "digitalocean")],
    ],
  },
  ansible: { rows: [["*", deploys("ansible")]] },
  cap: {
    rows: [
      ["production deploy", deploysLive("capistrano")],
      ["* deploy", deploys("capistrano")],
    ],
  },
  npm: {
    rows: [
      ["publish", publishes("npm")],
      ["npm publish", publishes("npm")],
      ["dist-tag add|rm", publishes("npm")],
      ["config get *_auth*|*token*", readsSecret],
      ["config set script-shell|shell", ({ words }) => ({ kind: "system.change", what: words.join(" ") })],
      ["pkg set scripts*", () => ({ kind: "unknown", why: "it changes what a task runs" })],
      ["uninstall|rm|remove|r|un tipstaff", () => ({ kind: "guard.tamper", what: "removes tipstaff" })],
      ["rm|remove|uninstall * tipstaff", () => ({ kind: "guard.tamper", what: "removes tipstaff" })],
      ["unpublish|deprecate", publishes("npm")],
      ["token create|revoke", rotates("npm")],
      ["owner|access|team add|rm|remove|grant|revoke|set", grants("npm")],
      [
        "config set ignore-scripts|registry|_auth*|//*",
        ({ words }) => (/registry|_auth/.test(words[2] ?? "") ? { kind: "permission.change", system: "npm", what: words.slice(2).join(" ") } : []),
      ],
    ],
  },
  cargo: {
    rows: [
      ["publish|yank", publishes("cargo")],
      ["owner", grants("cargo")],
    ],
  },
  twine: { rows: [["upload", publishes("twine")]] },
  gem: {
    rows: [
      ["push|yank", publishes("gem")],
      ["owner", grants("gem")],
    ],
  },
  mvn: {
    rows: [
      ["deploy|release:perform", publishes("maven")],
      ["* deploy", publishes("maven")],
    ],
  },
  gradle: { rows: [["publish*|uploadArchives", publishes("gradle")]] },
  gsutil: {
    rows: [
      ["iam|acl|defacl ch|set", grants("gcloud")],
      ["rm", cloud("cloud.delete", "gcloud")],
      ["* rm", cloud("cloud.delete", "gcloud")],
      ["rb|mb", cloud("cloud.change", "gcloud")],
    ],
  },
  eksctl: {
    rows: [
      ["delete", cloud("cloud.delete", "aws")],
      ["create", cloud("cloud.create", "aws")],
      ["upgrade|scale", cloud("cloud.change", "aws")],
    ],
  },
  hcloud: {
    rows: [
      ["* create", cloud("cloud.create", "hetzner")],
      ["* delete|rebuild|reset", cloud("cloud.delete", "hetzner")],
    ],
  },
  ibmcloud: {
    rows: [
      ["* * rm|delete", cloud("cloud.delete", "ibm")],
      ["* rm|delete", cloud("cloud.delete", "ibm")],
    ],
  },
  consul: {
    rows: [
      ["kv put|delete|import", cloud("cloud.change", "consul")],
      ["acl *", grants("consul")],
    ],
  },
  etcdctl: { rows: [["put|del|delete", cloud("cloud.change", "etcd")]] },
  flux: { rows: [["reconcile|delete|suspend|resume|bootstrap", deploys("flux")]] },
  skaffold: { rows: [["run|deploy|delete", deploysLive("skaffold")]] },
  nomad: {
    rows: [
      ["job run|stop|dispatch", deploysLive("nomad")],
      ["run|stop", deploysLive("nomad")],
    ],
  },
  eas: { rows: [["submit|update", deploysLive("eas")]] },
  fastlane: {
    rows: [
      ["deliver|release|supply|deploy|beta", deploysLive("fastlane")],
      ["* deliver|release|supply|deploy|beta", deploysLive("fastlane")],
    ],
  },
  render: { rows: [["deploys|deploy create", deploysLive("render")]] },
  np: { rows: [["!--help", publishes("np")]] },
  glab: {
    rows: [
      ["auth status -t", readsSecret],
      ["api -X=DELETE", cloud("cloud.delete", "gitlab")],
      ["api -X=POST", grants("gitlab")],
      ["api -X=PUT", grants("gitlab")],
      ["repo delete", cloud("cloud.delete", "gitlab")],
    ],
    values: ["-X", "--method", "-f", "-F"],
  },
  infisical: { rows: [["export|secrets", readsSecret]] },
  lpass: { rows: [["show|export", readsSecret]] },
  chamber: { rows: [["export|read|env", readsSecret]] },
  sops: {
    rows: [
      ["-d", readsSecret],
      ["--decrypt", readsSecret],
      ["decrypt", readsSecret],
    ],
  },
  age: {
    rows: [
      ["-d", readsSecret],
      ["--decrypt", readsSecret],
    ],
  },
  "ansible-vault": { rows: [["view|decrypt|edit", readsSecret]] },
  keyring: {
    rows: [
      ["get", readsSecret],
      ["set|del", rotates("keyring")],
    ],
  },
  cmdkey: { rows: [["*", readsSecret]] },
  certbot: { rows: [["revoke|delete", rotates("certbot")]] },
  hg: {
    rows: [
      ["push -f", ({ words }) => ({ kind: "git.force_push", remote: words[1] ?? "", refs: [] })],
      ["push --force", ({ words }) => ({ kind: "git.force_push", remote: words[1] ?? "", refs: [] })],
      ["strip", () => ({ kind: "git.discard", what: "history" })],
    ],
  },
  jj: {
    rows: [
      ["abandon", () => ({ kind: "git.discard", what: "a change" })],
      ["git push --deleted", ({ words }) => ({ kind: "git.force_push", remote: words[2] ?? "", refs: [] })],
    ],
  },
  svn: { rows: [["revert", () => ({ kind: "git.discard", what: "changes of the work tree" })]] },
  bfg: { rows: [["!--help", () => ({ kind: "git.discard", what: "the history" })]] },
  "gh-pages": { rows: [["!--help", deploysLive("gh-pages")]] },
  rclone: {
    rows: [
      ["purge|delete|deletefile|rmdirs|cleanup", cloud("cloud.delete", "rclone")],
      ["copy|sync|move", ({ words }) => ({ kind: "net.send", host: words[2] ?? "", carries: "file" })],
    ],
  },
  crane: { rows: [["push|copy|tag", publishes("crane")]] },
  lerna: { rows: [["publish", publishes("lerna")]] },
  changeset: { rows: [["publish", publishes("changesets")]] },
  "semantic-release": { rows: [["!--dry-run", publishes("semantic-release")]] },
  gh: {
    rows: [
      ["release create|delete|upload|edit", publishes("github")],
      ["repo sync --force", ({ words }) => ({ kind: "git.force_push", remote: words[2] ?? "", refs: [] })],
      ["api *git/refs*", ({ words }) => ({ kind: "git.force_push", remote: words[1] ?? "", refs: [] })],
      ["api *dispatches|*deployments", deploysLive("github actions")],
      ["api *repos/*|*orgs/* --method=PATCH", grants("github")],
      ["api *repos/*|*orgs/* -X=PUT", grants("github")],
      ["repo edit", grants("github")],
      ["repo deploy-key add|delete", grants("github")],
      ["auth refresh", grants("github")],
      ["cache delete", cloud("cloud.delete", "github")],
      ["codespace create", cloud("cloud.create", "github")],
      ["extension install", () => ({ kind: "code.run", language: "package", origin: "network" })],
      ["repo delete|archive", cloud("cloud.delete", "github")],
      ["repo create|fork", cloud("cloud.create", "github")],
      ["repo edit --visibility", grants("github")],
      ["secret|variable set|delete|remove", rotates("github")],
      ["auth token", readsSecret],
      ["auth status --show-token", readsSecret],
      ["auth status -t", readsSecret],
      ["ssh-key|gpg-key add|delete", grants("github")],
      ["pr merge --admin", ({ words }) => ({ kind: "permission.change", system: "github", what: `${words.slice(0, 2).join(" ")} --admin` })],
      ["workflow run", deploys("github actions")],
      ["workflow disable|enable", ({ words }) => ({ kind: "cloud.change", provider: "github", resource: words.slice(0, 3).join(" ") })],
      ["run delete|cancel", cloud("cloud.change", "github")],
      [
        "api *collaborators*|*permissions*|*protection*|*rulesets*|*hooks*|*keys*|*teams*",
        ({ given, words }) =>
          /^(?:PUT|POST|PATCH|DELETE)$/i.test(given.value("-X", "--method")?.text ?? (given.has("-f", "-F", "--field", "--input") ? "POST" : "GET"))
            ? { kind: "permission.change", system: "github", what: words[1] ?? "" }
            : [],
      ],
      [
        "api",
        ({ given, words }) =>
          /^DELETE$/i.test(given.value("-X", "--method")?.text ?? "") ? { kind: "cloud.delete", provider: "github", resource: words[1] ?? "" } : [],
      ],
      ["gist create", ({ words }) => ({ kind: "net.send", host: "gist.github.com", carries: words.length > 2 ? "file" : "unknown" })],
    ],
    values: [
      "-R",
      "--repo",
      "-X",
      "--method",
      "-f",
      "-F",
      "--field",
      "--raw-field",
      "-H",
      "--header",
      "-q",
      "--jq",
      "-t",
      "--title",
      "-b",
      "--body",
      "--input",
      "--template",
      "-L",
    ],
  },
  vault: {
    rows: [
      ["read|kv *|get", readsSecret],
      ["kv get", readsSecret],
      ["write|kv put|delete|kv delete|kv destroy", rotates("vault")],
      ["operator|secrets *", grants("vault")],
      ["policy|auth|token write|delete|enable|disable|create|revoke", grants("vault")],
    ],
  },
  op: {
    rows: [
      ["read|item|document|run *|get", readsSecret],
      ["read", readsSecret],
      ["item get", readsSecret],
    ],
  },
  pass: {
    rows: [
      ["show", readsSecret],
      ["insert|generate|rm", rotates("pass")],
    ],
  },
  bw: { rows: [["get|list|export", readsSecret]] },
  doppler: {
    rows: [
      ["secrets|secrets get|download", readsSecret],
      ["secrets set|delete", rotates("doppler")],
    ],
  },
  security: {
    rows: [
      ["find-generic-password|find-internet-password|dump-keychain|export", readsSecret],
      ["add-trusted-cert|delete-*|set-*", grants("keychain")],
    ],
  },
  "secret-tool": { rows: [["lookup|search", readsSecret]] },
  gpg: {
    rows: [
      ["--export-secret-keys", readsSecret],
      ["--delete-secret-keys|--delete-keys", rotates("gpg")],
      ["--delete-secret-keys", rotates("gpg")],
      ["--decrypt", readsSecret],
      ["-d", readsSecret],
    ],
  },
}

const dockerRows: readonly Row[] = [
  ["compose down -v", volumeGone],
  ["compose down --volumes", volumeGone],
  ["compose rm -v", volumeGone],
  ["volume rm|remove|prune", volumeGone],
  ["system prune --volumes", volumeGone],
  ["system prune -a", ({ words }) => ({ kind: "cloud.delete", provider: "docker", resource: words.join(" ") })],
  ["rm -v", volumeGone],
  ["compose rm -v", volumeGone],
  ["compose push", publishes("docker")],
  ["buildx|build|image build --push", publishes("docker")],
  ["buildx build --push", publishes("docker")],
  ["compose config !--services !--quiet !-q !--images !--volumes", readsSecret],
  ["inspect --format=*Env*", readsSecret],
  ["inspect -f=*Env*", readsSecret],
  [
    "compose up",
    ({ environment, call }) =>
      environment === "production" || /prod/i.test(call.scope.variables.get("DOCKER_HOST")?.text ?? "")
        ? { kind: "deploy", tool: "docker compose", environment: "production" }
        : [],
  ],
  ["push", publishes("docker")],
  ["image push", publishes("docker")],
  ["stack|service deploy|update|rm|create|scale", deploys("docker")],
  ["login", () => []],
  [
    "run|create",
    ({ given, call }) =>
      given.has("--privileged") ||
      given.all.some(
        ([name, value]) =>
          /^(?:-v|--volume|--mount)$/.test(name) &&
          typeof value === "object" &&
          /^(?:type=bind,.*(?:source|src)=)?(?:\/|\/etc|\/var\/run\/docker\.sock|~|\/root|\/home)(?::|,|$)/.test(value.text),
      )
        ? { kind: "privilege.raise", how: `${call.program} with the machine's own files` }
        : [],
  ],
]

const dockerValues = [
  "-v",
  "--volume",
  "--mount",
  "-e",
  "--env",
  "-p",
  "--publish",
  "--name",
  "--network",
  "-w",
  "--workdir",
  "-u",
  "--user",
  "-f",
  "--file",
  "-t",
  "--tag",
  "--entrypoint",
  "--env-file",
  "--platform",
  "--build-arg",
  "-c",
  "--context",
  "-H",
  "--host",
  "--profile",
  "-l",
  "--label",
  "--rm=false",
]

/** `exec` and `run` start a program; the rest is in the table. `-v` is a volume there, and a switch elsewhere. */
const docker: Program = (call) => {
  const words = argumentsOf(
    call.args,
    dockerValues.filter((name) => name !== "-v"),
  )
  const [first, second] = words.words.map(({ text }) => text)
  const verb = first === "compose" || first === "container" ? second : first
  const starts = verb === "exec" || verb === "run"
  const table = tableProgram(dockerRows, starts ? dockerValues : dockerValues.filter((name) => name !== "-v"))(call)
  if (!starts) return table
  const at = call.args.findIndex(({ text }) => text === verb)
  return also(table.effects, containerStart(call, at))
}

function containerStart(call: Parameters<Program>[0], at: number) {
  const rest = call.args.slice(at + 1)
  const values = dockerValues.filter((name) => !/^-[tfcHl]$/.test(name))
  const entry = argumentsOf(rest, values, true).value("--entrypoint")
  const started = argumentsOf(rest, values, true).words.slice(1)
  if (entry !== undefined) return call.start([entry, ...started], call.stdin)
  return started.length === 0 ? said() : call.start(started, call.stdin)
}

const kubectlProgram: Program = (call) => {
  const table = tableProgram(kubectl, platforms["kubectl"]!.values)(call)
  const at = call.args.findIndex(({ text }) => text === "exec")
  return at === -1 ? table : also(table.effects, containerExec(call, call.args.slice(at + 1)))
}

const aliases: Readonly<Record<string, string>> = {
  tofu: "terraform",
  terragrunt: "terraform",
  sls: "serverless",
  flyctl: "fly",
  now: "vercel",
  ntl: "netlify",
  oc: "kubectl",
  "ansible-playbook": "ansible",
  gradlew: "gradle",
  mvnw: "mvn",
  gpg2: "gpg",
}

export const platformPrograms: Readonly<Record<string, Program>> = {
  ...Object.fromEntries(Object.entries(platforms).map(([name, { rows, values }]) => [name, tableProgram(rows, values)])),
  ...Object.fromEntries(
    Object.entries(aliases).map(([name, other]) => [
      name,
      other === "kubectl" ? kubectlProgram : tableProgram(platforms[other]!.rows, platforms[other]!.values),
    ]),
  ),
  docker,
  podman: docker,
  nerdctl: docker,
  kubectl: kubectlProgram,
  "podman-compose": (call) => docker({ ...call, args: [{ text: "compose", glob: false, carries: new Set() }, ...call.args] }),
  "docker-compose": (call) => docker({ ...call, args: [{ text: "compose", glob: false, carries: new Set() }, ...call.args] }),
}
