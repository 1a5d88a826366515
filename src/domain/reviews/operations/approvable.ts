/** What a person can sign with `tipstaff approve`; exceptions have their own command. */
export const approvableKinds = ["disposition", "override", "initiate", "regulatory-scope", "exposure", "legal-consult", "policy-activation"] as const
