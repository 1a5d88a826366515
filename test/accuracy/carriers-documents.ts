/** Documents, recordings and exchanges: what people paste and machines log. */
import type { Carrier } from "./carriers.ts"
import { mark } from "./planted.ts"
import { double, single } from "./quoting.ts"

export const documentCarriers: readonly Carrier[] = [
  {
    id: "SQL user",
    path: "db/roles.sql",
    style: "snake",
    only: "password",
    oneLine: true,
    write: (_, value) => `CREATE ROLE svc LOGIN;\nALTER ROLE svc WITH PASSWORD ${single(value)};\n`,
  },
  {
    id: "SQL settings row",
    path: "db/settings.sql",
    style: "snake",
    oneLine: true,
    write: (name, value) =>
      `INSERT INTO settings (name, value) VALUES ('region', 'eu');\nINSERT INTO settings (name, value) VALUES ('${name}', ${single(value)});\n`,
  },
  {
    id: "Markdown code block",
    path: "SETUP.md",
    style: "upper",
    oneLine: true,
    write: (name, value) => `# Setup\n\nSet the variables, then start:\n\n\`\`\`sh\nexport ${name}=${mark(value)}\nmake start\n\`\`\`\n`,
  },
  {
    id: "Markdown sentence",
    path: "NOTES.md",
    style: "written",
    oneLine: true,
    write: (name, value) => `# Notes\n\nThe ${name} is \`${mark(value)}\` on all machines.\n`,
  },
  {
    id: "Markdown table",
    path: "docs/ACCESS.md",
    style: "upper",
    oneLine: true,
    write: (name, value) =>
      `# Access\n\n| variable | value | note |\n|---|---|---|\n| REGION | eu-central-1 | |\n| ${name} | \`${mark(value)}\` | until spring |\n`,
  },
  {
    id: "Markdown table, by column",
    path: "docs/LOGINS.md",
    style: "written",
    oneLine: true,
    write: (name, value) => `| host | user | ${name} |\n| :--- | :--- | ---: |\n| db.internal | svc | ${mark(value)} |\n`,
  },
  {
    id: "HTML with script",
    path: "public/index.html",
    style: "camel",
    oneLine: true,
    write: (name, value) =>
      `<!doctype html>\n<title>Home</title>\n<script>\n  window.settings = { region: "eu", ${name}: ${double(value)} }\n</script>\n`,
  },
  {
    id: "Jupyter notebook",
    path: "analysis/load.ipynb",
    style: "snake",
    oneLine: true,
    write: (name, value) =>
      `{\n "cells": [\n  {\n   "cell_type": "code",\n   "source": [\n    "import os\\n",\n    "${name} = \\"${mark(value)}\\"\\n",\n    "load()"\n   ]\n  }\n ]\n}\n`,
  },
  {
    id: "HTTP header",
    path: "requests/orders.http",
    style: "kebab",
    oneLine: true,
    write: (name, value) => `GET https://api.internal/orders\nAccept: application/json\nX-${name}: ${mark(value)}\n`,
  },
  {
    id: "Authorization header",
    path: "requests/users.http",
    style: "kebab",
    only: "token",
    oneLine: true,
    write: (_, value) => `GET https://api.internal/users\nAuthorization: Bearer ${mark(value)}\n`,
  },
  {
    id: "curl header",
    path: "scripts/sync.sh",
    style: "kebab",
    oneLine: true,
    write: (name, value) => `#!/bin/sh\ncurl -sS -H "X-${name}: ${mark(value)}" https://api.internal/orders\n`,
  },
  {
    id: "curl body",
    path: "scripts/push.sh",
    style: "snake",
    oneLine: true,
    write: (name, value) => `curl -sS -d '{"user":"svc","${name}":${double(value)}}' https://api.internal/login\n`,
  },
  {
    id: "command option",
    path: "scripts/login.sh",
    style: "kebab",
    oneLine: true,
    write: (name, value) => `#!/bin/sh\ntool login --user svc --${name} ${/[\s#!?]/.test(value) ? `'${mark(value)}'` : mark(value)}\n`,
  },
  {
    id: "log line",
    path: "logs/api.log",
    style: "snake",
    oneLine: true,
    write: (name, value) =>
      `2026-03-01T10:00:00Z INFO start port=8080\n2026-03-01T10:00:01Z DEBUG connect user=svc ${name}=${/\s/.test(value) ? double(value) : mark(value)} host=db\n`,
  },
  {
    id: "CSV",
    path: "export/settings.csv",
    style: "written",
    oneLine: true,
    write: (name, value) => `name,value\nregion,eu-central-1\n${name},${mark(value)}\n`,
  },
  {
    id: "URL query",
    path: "src/links.txt",
    style: "snake",
    oneLine: true,
    write: (name, value) => `https://api.internal/v1/orders?limit=20&${name}=${mark(encodeURIComponent(value))}&sort=asc\n`,
  },
  {
    id: "diff",
    path: "change.patch",
    style: "snake",
    oneLine: true,
    write: (name, value) =>
      `--- a/config/app.yaml\n+++ b/config/app.yaml\n@@ -1,2 +1,3 @@\n server:\n-  timeout: 10s\n+  ${name}: ${double(value)}\n+  timeout: 30s\n`,
  },
  {
    id: "chat export",
    path: "export/chat.jsonl",
    style: "written",
    oneLine: true,
    write: (name, value) => `{"from":"ada","text":"which ${name} do I use?"}\n{"from":"bo","text":"${name}: ${mark(value)}"}\n`,
  },
]
