/** Settings: files that programs and platforms read. */
import type { Carrier } from "./carriers.ts"
import { mark } from "./planted.ts"
import { attribute, bare, base64, continued, double, indented, shell, xml } from "./quoting.ts"

const kubernetes = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: checkout\ntype: Opaque\n`

export const settingCarriers: readonly Carrier[] = [
  { id: ".env", path: ".env", style: "upper", write: (name, value) => `APP_ENV=production\nPORT=8080\n${name}=${bare(value)}\nLOG_LEVEL=info\n` },
  { id: ".env, quoted", path: "deploy/.env.production", style: "upper", write: (name, value) => `# production\n${name}=${double(value)}\nTZ=UTC\n` },
  {
    id: "shell export",
    path: "deploy/env.sh",
    style: "upper",
    write: (name, value) => `#!/bin/sh\nset -eu\nexport ${name}=${shell(value)}\nexec node server.js\n`,
  },
  {
    id: "shell export, double quotes",
    path: "bin/run",
    style: "upper",
    oneLine: true,
    write: (name, value) => `#!/usr/bin/env bash\nexport ${name}="${mark(value)}"\n`,
  },
  {
    id: "JSON",
    path: "config/app.json",
    style: "written",
    write: (name, value) => `{\n  "port": 8080,\n  "${name}": ${double(value)},\n  "region": "eu-central-1"\n}\n`,
  },
  {
    id: "JSON on one line",
    path: "config/mail.json",
    style: "camel",
    write: (name, value) => `{"host":"mail.internal","user":"svc","${name}":${double(value)},"tls":true}\n`,
  },
  {
    id: "JSON in a string",
    path: "config/bundle.json",
    style: "written",
    write: (name, value) =>
      `{\n  "version": 3,\n  "payload": "{\\"host\\":\\"db\\",\\"${name}\\":\\"${mark(JSON.stringify(value).slice(1, -1).replaceAll("\\", "\\\\"))}\\"}"\n}\n`,
  },
  {
    id: "YAML",
    path: "config/app.yaml",
    style: "snake",
    write: (name, value) => `server:\n  host: 0.0.0.0\n  ${name}: ${bare(value)}\n  timeout: 30s\n`,
  },
  { id: "YAML, quoted", path: "config/values.yml", style: "camel", write: (name, value) => `mail:\n  ${name}: ${double(value)}\n  retries: 3\n` },
  {
    id: "YAML flow",
    path: "config/queue.yaml",
    style: "snake",
    write: (name, value) => `queue: {host: mq.internal, user: svc, ${name}: ${double(value)}, prefetch: 5}\n`,
  },
  {
    id: "YAML literal block",
    path: "config/keys.yaml",
    style: "snake",
    write: (name, value) => `server:\n  ${name}: |\n${indented(value, "    ")}\n  timeout: 30s\n`,
  },
  { id: "TOML", path: "config/app.toml", style: "snake", write: (name, value) => `[server]\nport = 8080\n${name} = ${double(value)}\nworkers = 4\n` },
  {
    id: "properties",
    path: "src/main/resources/application.properties",
    style: "dotted",
    write: (name, value) => `server.port=8080\n${name}=${continued(value)}\nlogging.level.root=INFO\n`,
  },
  {
    id: "INI",
    path: "etc/app.ini",
    style: "snake",
    oneLine: true,
    write: (name, value) => `[mail]\nhost = mail.internal\n${name} = ${mark(value)}\nport = 587\n`,
  },
  {
    id: "XML attribute",
    path: "web.config",
    style: "written",
    write: (name, value) =>
      `<configuration>\n  <appSettings>\n    <add key="${name}" value="${attribute(value)}" />\n  </appSettings>\n</configuration>\n`,
  },
  {
    id: "XML attribute by its name",
    path: "etc/datasource.xml",
    style: "camel",
    write: (name, value) => `<datasources>\n  <pool size="10" url="jdbc:h2:mem" user="svc" ${name}="${attribute(value)}" />\n</datasources>\n`,
  },
  {
    id: "XML element",
    path: "etc/settings.xml",
    style: "camel",
    write: (name, value) => `<settings>\n  <server>\n    <id>internal</id>\n    <${name}>${xml(value)}</${name}>\n  </server>\n</settings>\n`,
  },
  {
    id: "property list",
    path: "ios/Config.plist",
    style: "camel",
    write: (name, value) => `<dict>\n\t<key>Region</key>\n\t<string>eu</string>\n\t<key>${name}</key>\n\t<string>${xml(value)}</string>\n</dict>\n`,
  },
  {
    id: "Dockerfile ENV",
    path: "Dockerfile",
    style: "upper",
    oneLine: true,
    write: (name, value) => `FROM node:22-slim\nENV ${name}=${bare(value)}\nCMD ["node", "server.js"]\n`,
  },
  {
    id: "Dockerfile ARG",
    path: "build/Dockerfile",
    style: "upper",
    oneLine: true,
    write: (name, value) => `FROM alpine:3.20\nARG ${name}=${double(value)}\nRUN make\n`,
  },
  {
    id: "Compose map",
    path: "docker-compose.yml",
    style: "upper",
    write: (name, value) =>
      `services:\n  api:\n    image: registry.internal/api:1.4\n    environment:\n      ${name}: ${bare(value)}\n      TZ: UTC\n`,
  },
  {
    id: "Compose list",
    path: "compose.yaml",
    style: "upper",
    oneLine: true,
    write: (name, value) => `services:\n  api:\n    image: api\n    environment:\n      - ${name}=${mark(value)}\n      - TZ=UTC\n`,
  },
  {
    id: "Kubernetes stringData",
    path: "k8s/secret.yaml",
    style: "kebab",
    write: (name, value) => `${kubernetes}stringData:\n  ${name}: ${double(value)}\n`,
  },
  {
    id: "Kubernetes data, base64",
    path: "k8s/checkout.yaml",
    style: "kebab",
    write: (name, value) => `${kubernetes}data:\n  ${name}: ${base64(value)}\n`,
  },
  {
    id: "Kubernetes env",
    path: "k8s/deployment.yaml",
    style: "upper",
    write: (name, value) =>
      `kind: Deployment\nspec:\n  containers:\n    - name: api\n      env:\n        - name: ${name}\n          value: ${double(value)}\n        - name: TZ\n          value: UTC\n`,
  },
  {
    id: "GitHub workflow",
    path: ".github/workflows/deploy.yml",
    style: "upper",
    write: (name, value) =>
      `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-24.04\n    env:\n      ${name}: ${bare(value)}\n    steps:\n      - run: make deploy\n`,
  },
  {
    id: "Terraform attribute",
    path: "infra/main.tf",
    style: "snake",
    write: (name, value) => `resource "app_instance" "main" {\n  size = "small"\n  ${name} = ${double(value)}\n}\n`,
  },
  {
    id: "Terraform variable",
    path: "infra/variables.tf",
    style: "snake",
    write: (name, value) =>
      `variable "${name}" {\n  type        = string\n  description = "used by the service"\n  default     = ${double(value)}\n}\n`,
  },
  {
    id: "Ansible variables",
    path: "ansible/group_vars/all.yml",
    style: "snake",
    write: (name, value) => `---\nntp_server: pool.internal\n${name}: ${double(value)}\n`,
  },
  {
    id: "systemd unit",
    path: "etc/api.service",
    style: "upper",
    oneLine: true,
    write: (name, value) => `[Service]\nExecStart=/usr/bin/api\nEnvironment="${name}=${mark(value)}"\nRestart=always\n`,
  },
  {
    id: "batch file",
    path: "run.bat",
    style: "upper",
    oneLine: true,
    encoding: "crlf",
    write: (name, value) => `@echo off\nset ${name}=${mark(value)}\nstart api.exe\n`,
  },
  {
    id: "Makefile",
    path: "Makefile",
    style: "upper",
    oneLine: true,
    write: (name, value) => `${name} := ${mark(value)}\n\ndeploy:\n\t./deploy.sh\n`,
  },
  {
    id: ".env with CRLF",
    path: "app.env",
    style: "upper",
    oneLine: true,
    encoding: "crlf",
    write: (name, value) => `PORT=8080\n${name}=${bare(value)}\nTZ=UTC\n`,
  },
  {
    id: "JSON with a byte order mark",
    path: "appsettings.json",
    style: "camel",
    encoding: "bom",
    write: (name, value) => `{\n  "${name}": ${double(value)}\n}\n`,
  },
  {
    id: "UTF-16 little endian",
    path: "setup.ini",
    style: "camel",
    oneLine: true,
    encoding: "utf16le",
    write: (name, value) => `[server]\nname=Größe\n${name}=${mark(value)}\n`,
  },
  {
    id: "UTF-16 big endian",
    path: "export.json",
    style: "camel",
    encoding: "utf16be",
    write: (name, value) => `{"titel": "Übersicht", "${name}": ${double(value)}}\n`,
  },
  {
    id: "XML property",
    path: "etc/hibernate.cfg.xml",
    style: "dotted",
    write: (name, value) =>
      `<session-factory>\n  <property name="dialect">h2</property>\n  <property name="${name}">${xml(value)}</property>\n</session-factory>\n`,
  },
  {
    id: "JSON pair of key and value",
    path: "config/variables.json",
    style: "upper",
    write: (name, value) => `[{"key":"TZ","value":"UTC"},{"key":"${name}","value":${double(value)}}]\n`,
  },
  {
    id: "list of arguments",
    path: "k8s/job.yaml",
    style: "kebab",
    oneLine: true,
    write: (name, value) => `containers:\n  - name: job\n    args: ["--verbose", "--${name}", ${double(value)}]\n`,
  },
]
