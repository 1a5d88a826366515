/** The policy's own protected files, as plain data: a hook that meets no file of the repository's needs nothing more. */

export const securityFilePath = ".claude/security.yaml"

export const policyProtectedFiles = {
  infrastructure: ["docker-compose.yml", "docker-compose.*.yml", "Dockerfile*", ".github/workflows/*.yml", "*.tf", "*.tfvars", "serverless.yml"],
  database: ["alembic/versions/*.py", "migrations/*.py", "**/schema.prisma", "seeds/*.sql"],
  security: ["**/auth/*", "**/authorization/*", "**/permissions/*", "**/encryption/*", ".env.production", "*.pem", "*.key"],
  ssot: [] as string[],
}
