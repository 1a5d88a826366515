/** Credentials of banking, data on money and accounting that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named, uuid } from "./named.ts"

export const namedFinanceRules = assignedRules([
  ...named(
    {
      provider: "Plaid",
      help: "https://plaid.com/docs/account/security/",
      remediation: "Rotate the secret in the Plaid dashboard under Developers, Keys.",
    },
    [
      {
        id: "plaid-secret",
        title: "Plaid secret",
        value: "[a-f0-9]{30}",
        envVar: "PLAID_SECRET",
        also: ["plaid_production_secret", "plaid_sandbox_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "TrueLayer",
      help: "https://docs.truelayer.com/docs/get-started-with-truelayer",
      remediation: "Regenerate the client secret in the TrueLayer Console under App settings.",
    },
    [{ id: "truelayer-client-secret", title: "TrueLayer client secret", value: uuid, envVar: "TRUELAYER_CLIENT_SECRET", also: ["truelayer_secret"] }],
  ),
  ...named(
    {
      provider: "Wise",
      help: "https://docs.wise.com/api-docs/features/authentication-access",
      remediation: "Delete the token in Wise under Settings, API tokens, and look through the account's transfers.",
    },
    [
      {
        id: "wise-api-token",
        title: "Wise API token",
        value: uuid,
        envVar: "WISE_API_TOKEN",
        also: ["transferwise_token", "transferwise_api", "wise_api_key"],
      },
    ],
  ),
  ...named({ provider: "Finnhub", help: "https://finnhub.io/docs/api/authentication", remediation: "Regenerate the key on the Finnhub dashboard." }, [
    {
      id: "finnhub-api-key",
      title: "Finnhub API key",
      value: "[a-z0-9]{20}(?:[a-z0-9]{20})?",
      envVar: "FINNHUB_API_KEY",
      also: ["finnhub_token", "finnhub_key"],
    },
  ]),
  ...named(
    {
      provider: "Alpha Vantage",
      help: "https://www.alphavantage.co/documentation/",
      remediation: "Ask Alpha Vantage support for a new key: the service offers no way to revoke one.",
    },
    [
      {
        id: "alphavantage-api-key",
        title: "Alpha Vantage API key",
        value: "[A-Z0-9]{16}",
        envVar: "ALPHAVANTAGE_API_KEY",
        also: ["alphavantage", "alpha_vantage"],
      },
    ],
  ),
  ...named(
    {
      provider: "Xero",
      help: "https://developer.xero.com/documentation/guides/oauth2/auth-flow/",
      remediation: "Delete the client secret in the Xero developer portal under the app's Configuration.",
    },
    [{ id: "xero-client-secret", title: "Xero client secret", value: "[A-Za-z0-9_-]{48}", envVar: "XERO_CLIENT_SECRET", also: ["xero_secret"] }],
  ),
  ...named(
    {
      provider: "Intuit QuickBooks",
      help: "https://developer.intuit.com/app/developer/qbo/docs/get-started/get-client-id-and-client-secret",
      remediation: "Rotate the client secret under the app's Keys and credentials, and revoke the tokens it issued.",
    },
    [
      {
        id: "quickbooks-client-secret",
        title: "QuickBooks client secret",
        value: "[A-Za-z0-9]{40}",
        envVar: "QUICKBOOKS_CLIENT_SECRET",
        also: ["intuit_client_secret", "qbo_client_secret"],
      },
      {
        id: "quickbooks-refresh-token",
        title: "QuickBooks refresh token",
        value: "AB11[A-Za-z0-9]{46}",
        envVar: "QUICKBOOKS_REFRESH_TOKEN",
        also: ["qbo_refresh_token", "intuit_refresh_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "FreshBooks",
      help: "https://www.freshbooks.com/api/authentication",
      remediation: "Reset the client secret of the app on the FreshBooks developer page.",
    },
    [
      {
        id: "freshbooks-client-secret",
        title: "FreshBooks client secret",
        value: "[a-f0-9]{64}",
        envVar: "FRESHBOOKS_CLIENT_SECRET",
        also: ["freshbooks_token", "freshbooks_access_token"],
      },
    ],
  ),
])
