import { expect, test } from "vitest"
import { gitEnv, temporaryFolder, testRepository, type TestRepository } from "../../../test/support/repository.ts"
import { testWorld } from "../../../test/support/world.ts"
import { expand, randomFrom } from "../../domain/secrets/generate.ts"
import { handleSecretStores } from "./stores.ts"

type Environment = "staging" | "production" | "ci"

const value = expand("{{alnum:24}}", randomFrom(7))
const aws = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/db-AbCdEf"

async function check(repository: TestRepository, environment: Environment, path?: string) {
  const world = testWorld({ cwd: repository.root, env: gitEnv, stateDir: temporaryFolder() })
  const { exitCode, data, text } = await handleSecretStores(world, { environment, path })
  expect(JSON.stringify(data) + text).not.toContain(value)
  return { exitCode, faults: data.faults.map((fault) => `${fault.path}:${fault.line} ${fault.name}`), data, text }
}

const deployment = (entry: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  template:
    spec:
      containers:
        - name: app
          env:
            - name: LOG_LEVEL
              value: info
            - name: DB_PASSWORD
${entry}
`

interface Case {
  readonly name: string
  readonly path: string
  readonly bad: string
  readonly good: string
  readonly line: number
}

const manifests: readonly Case[] = [
  {
    name: "Kubernetes",
    path: "k8s/app.yaml",
    bad: deployment(`              value: ${value}`),
    good: deployment("              value: vault:secret/data/app#password"),
    line: 13,
  },
  {
    name: "Helm values",
    path: "chart/values.yaml",
    bad: `db:\n  password: ${value}\n`,
    good: `db:\n  password: ref+vault://secret/app#/password\n  passwordKey: x\n`,
    line: 2,
  },
  {
    name: "Compose",
    path: "docker-compose.yml",
    bad: `services:\n  app:\n    environment:\n      - COLOUR=blue\n      - API_TOKEN=${value}\n`,
    good: `services:\n  app:\n    environment:\n      COLOUR: blue\n      API_TOKEN: ${aws}\n`,
    line: 5,
  },
  {
    name: "Terraform variables",
    path: "infra/main.tfvars",
    bad: `region = "eu"\ndb_password = "${value}"\n`,
    good: `region = "eu"\ndb_password = "${aws}"\n`,
    line: 2,
  },
  {
    name: "an environment file",
    path: ".env.%",
    bad: `COLOUR=blue\nexport SECRET_KEY="${value}"\n`,
    good: `COLOUR=blue\nSECRET_KEY=\nAPI_TOKEN=${aws}\n`,
    line: 2,
  },
  {
    name: "Serverless",
    path: "serverless.yml",
    bad: `provider:\n  environment:\n    DB_PASSWORD: ${value}\n`,
    good: `provider:\n  environment:\n    DB_PASSWORD: "{{resolve:secretsmanager:app/db:SecretString:password}}"\n    API_TOKEN: \${ssm:/aws/reference/secretsmanager/app}\n`,
    line: 3,
  },
  {
    name: "an ECS task definition",
    path: "ecs/task.json",
    bad: `{"containerDefinitions": [\n{"environment": [\n{"name": "DB_PASSWORD", "value": "${value}"}]}]}\n`,
    good: `{"containerDefinitions": [{"environment": [{"name": "COLOUR", "value": "blue"}], "secrets": [{"name": "DB_PASSWORD", "valueFrom": "${aws}"}]}]}\n`,
    line: 3,
  },
]

const both = manifests.flatMap((one) => [
  { ...one, environment: "staging" as const, id: "S2.1-4" },
  { ...one, environment: "production" as const, id: "S2.1-5" },
])

test.each(both)(
  "[$id] in $environment, $name: a literal value is blocked, a reference into a manager is not",
  async ({ path, bad, good, line, environment }) => {
    const repository = testRepository()
    const file = path.replace("%", environment)
    repository.write(file, bad)
    const refused = await check(repository, environment)
    expect([refused.exitCode, refused.faults.map((fault) => fault.split(" ")[0])]).toEqual([1, [`${file}:${line}`]])
    expect(refused.data.faults[0]?.reason).toBe("a literal value where a reference into a secret store belongs")
    repository.write(file, good)
    expect(await check(repository, environment)).toMatchObject({ exitCode: 0, faults: [] })
  },
)

const store = (provider: string) => `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: app-secrets
spec:
  secretStoreRef:
    name: main
  target:
    name: app
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata:
  name: main
spec:
  provider:
    ${provider}: {}
`
const fromCluster = deployment(
  "              valueFrom:\n                secretKeyRef:\n                  name: app\n                  key: password",
)

test.each([
  ["aws", "production", 0],
  ["vault", "production", 0],
  ["azurekv", "staging", 0],
  ["azurekv", "production", 1],
  ["gcpsm", "production", 1],
  ["fake", "staging", 1],
] as const)("[S2.1-4] [S2.1-5] a secret of the cluster filled by %s in %s exits with %i", async (provider, environment, exitCode) => {
  const repository = testRepository()
  repository.write("k8s/app.yaml", fromCluster)
  repository.write("k8s/store.yaml", store(provider))
  expect((await check(repository, environment)).exitCode).toBe(exitCode)
})

test("a secret of the cluster that nothing fills, and one that stands in the manifest, are blocked", async () => {
  const repository = testRepository()
  repository.write("k8s/app.yaml", fromCluster)
  repository.write(
    "k8s/secret.yaml",
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\ndata:\n  anything: ${Buffer.from(value).toString("base64")}\n`,
  )
  const { faults, data } = await check(repository, "staging")
  expect(faults).toEqual(["k8s/app.yaml:13 DB_PASSWORD", "k8s/secret.yaml:6 anything"])
  expect(data.faults[0]?.reason).toBe("the secret app of the cluster is filled by no ExternalSecret among these manifests")
})

test("a chart that names a secret of the cluster is judged by what fills it", async () => {
  const repository = testRepository()
  repository.write("chart/values.yaml", "auth:\n  existingSecret: app\n")
  expect((await check(repository, "production")).faults).toEqual(["chart/values.yaml:2 existingSecret"])
  repository.write("k8s/store.yaml", store("aws"))
  expect((await check(repository, "production")).exitCode).toBe(0)
})

test("a manifest of another environment is no matter of this one; one that is named is read all the same", async () => {
  const repository = testRepository()
  repository.write("deploy/production/values.yaml", `password: ${value}\n`)
  repository.write("deploy/staging/values.yaml", `password: ${aws}\n`)
  expect((await check(repository, "staging")).exitCode).toBe(0)
  expect((await check(repository, "production")).faults).toEqual(["deploy/production/values.yaml:1 password"])
  expect((await check(repository, "staging", "deploy/production/values.yaml")).exitCode).toBe(1)
  await expect(check(repository, "staging", "deploy/production")).rejects.toMatchObject({ code: "stores/nothing-to-check" })
})

test("[S2.1-3] workflows take their secrets from GitHub Secrets or the environment of the run", async () => {
  const repository = testRepository()
  const path = ".github/workflows/build.yml"
  const workflow = (token: string) =>
    `on: push\njobs:\n  build:\n    runs-on: x\n    steps:\n      - run: make\n        env:\n          API_TOKEN: ${token}\n`
  repository.write(path, workflow("${{ secrets.API_TOKEN }}"))
  expect((await check(repository, "ci")).exitCode).toBe(0)
  repository.write(path, workflow(value))
  expect((await check(repository, "ci")).faults).toEqual([`${path}:8 API_TOKEN`])
})

test("[SX.1-1] with both policies the strictest holds: 1Password for staging, nothing for production", async () => {
  const repository = testRepository()
  repository.write("tipstaff.yaml", "secrets:\n  stores: [policy, sop]\n")
  repository.write("chart/values.yaml", "password: op://Production/app/password\n")
  expect((await check(repository, "staging")).exitCode).toBe(0)
  const { exitCode, data } = await check(repository, "production")
  expect([exitCode, data.stores]).toEqual([1, []])
  repository.write("chart/values.yaml", "password: op://Private/app/password\n")
  expect((await check(repository, "staging")).data.faults[0]?.reason).toBe("the 1Password vault is none of Development, Production")
  repository.write("chart/values.yaml", `password: ${aws}\n`)
  expect((await check(repository, "staging")).exitCode).toBe(1)
})

test("a secret under a harmless name, and a variable that nothing shows the store of, are blocked", async () => {
  const repository = testRepository()
  repository.write(
    "docker-compose.yml",
    `services:\n  app:\n    environment:\n      DB: postgres://app:${value}@db/app\n      API_TOKEN: \${API_TOKEN}\n      OTHER_TOKEN:\n`,
  )
  const { data } = await check(repository, "production")
  expect(data.faults.map(({ line, reason }) => [line, reason])).toEqual([
    [4, "a literal secret"],
    [5, "a variable: nothing shows which store fills it"],
    [6, "a variable: nothing shows which store fills it"],
  ])
})

test("what cannot be read exits with 2, also beside a literal elsewhere", async () => {
  const repository = testRepository()
  repository.write("chart/values.yaml", "a: [\n")
  const unread = await check(repository, "staging")
  expect([unread.exitCode, unread.data.unread.map((file) => file.path)]).toEqual([2, ["chart/values.yaml"]])
  repository.write("b/values.yaml", `password: ${value}\n`)
  expect((await check(repository, "staging")).exitCode).toBe(2)
})
