/** The tipstaff.yaml that `tipstaff init` writes: every line a person is likely to change, nothing else. */
import type { Profile } from "./plan.ts"

export function settingsTemplate(profile: Profile): string {
  const review = profile === "sr" ? "sr" : "default"
  return `# tipstaff.yaml: what the security policy file does not cover. tipstaff config show --origin prints the rest.
version: 1
review:
  # default: goes as far as the evidence allows. sr: halts until every prerequisite is there.
  profile: ${review}
people: []
# - id: ana
#   name: Ana Example
#   roles: [security.ops]
#   keys: []   # tipstaff keys new ana, then tipstaff keys show ana
scans:
  dast:
    # Say why when nothing runs that could be scanned; otherwise import a ZAP or Nuclei report.
    # notApplicable: a library, nothing listens
`
}
