import { expect, test } from "vitest"
import { environmentAccess } from "./env-access.ts"

test.each([
  ["api/settings.py", "os.getenv('DB_PASSWORD')"],
  ["src/App.TSX", "process.env.DB_PASSWORD"],
  ["cmd/main.go", `os.Getenv("DB_PASSWORD")`],
  ["Main.java", `System.getenv("DB_PASSWORD")`],
  ["deploy.sh", "$DB_PASSWORD"],
  ["build/Dockerfile", "$DB_PASSWORD"],
  ["run.ps1", "$env:DB_PASSWORD"],
  ["main.tf", "var.db_password, set by TF_VAR_db_password"],
  [".github/workflows/ci.yml", "${{ secrets.DB_PASSWORD }}"],
  ["docker-compose.prod.yaml", "${DB_PASSWORD}"],
  ["config.json", undefined],
])("[S2.1-21] in %s a secret is read as %s", (path, expression) => {
  expect(environmentAccess(path, "DB_PASSWORD")).toBe(expression)
})
