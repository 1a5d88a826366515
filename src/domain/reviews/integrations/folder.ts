/** Where the records of integrations and vendors lie, relative to the root. */
export const integrationsFolder = ".tipstaff/integrations"
