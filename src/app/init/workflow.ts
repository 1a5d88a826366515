/** The generated GitHub workflow: the protocol's own job and step, with a scheduled run and pinned actions. */

export const workflowPath = ".github/workflows/security-review.yml"

// Tags are mutable; a commit is not. The tag stands behind as a comment for people and update tools.
const checkout = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0"
const setupNode = "actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0"
const setupPython = "actions/setup-python@e797f83bcb11b83ae66e0230d6156d7c80228e7c # v6.0.0"
const uploadSarif = "github/codeql-action/upload-sarif@192325c86100d080feab897ff886c34abd4c83a3 # v3.30.3"

export function workflowText(tipstaffVersion: string): string {
  return `# Security Review Validation: scans on every push and pull request and once a night, then the review's gates.
name: Security Review Validation
on:
  push:
  pull_request:
  schedule:
    - cron: "17 3 * * *"
permissions:
  contents: read
  security-events: write
jobs:
  security-review:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - name: Check out the whole history
        uses: ${checkout}
        with:
          fetch-depth: 0
          persist-credentials: false
      - name: Set up Node.js
        uses: ${setupNode}
        with:
          node-version: 22
      - name: Set up Python
        uses: ${setupPython}
        with:
          python-version: "3.12"
      - name: Install tipstaff
        run: npm install --global --ignore-scripts tipstaff@${tipstaffVersion}
      - name: Review
        id: review
        # 1 means "not approved yet": the gates below decide then. 2 means that something could not be checked.
        run: tipstaff review --no-input --github-summary || test $? -eq 1
      - name: Upload the scan results
        if: always() && hashFiles('.artifacts/review-security/scan-results.sarif') != ''
        uses: ${uploadSarif}
        with:
          sarif_file: .artifacts/review-security/scan-results.sarif
      - name: Run Security Review Gates
        run: python scripts/run_protocol_SR_gates.py
`
}
