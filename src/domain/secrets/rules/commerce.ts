/** Credentials of shops, marketplaces, shipping and travel. */
import { family, type SecretRule } from "../rule.ts"
import { left, right, rightUrl } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"
import { named } from "./named.ts"

const marked = family(
  {
    provider: "Shopify",
    help: "https://shopify.dev/docs/storefronts/themes/tools/theme-access",
    remediation: "Delete the password in the Theme Access app of the shop.",
    envVar: "SHOPIFY_CLI_THEME_TOKEN",
  },
  [
    { id: "shopify-theme-access", title: "Shopify theme access password", keywords: ["shptka_"], pattern: `${left}shptka_[a-f0-9]{32}${right}` },
    {
      id: "shopify-partner-token",
      title: "Shopify Partner API token",
      keywords: ["prtapi_"],
      pattern: `${left}prtapi_[a-f0-9]{32}${right}`,
      help: "https://shopify.dev/docs/api/partner",
      remediation: "Delete the API client in the Partner Dashboard under Settings.",
      envVar: "SHOPIFY_PARTNER_TOKEN",
    },
    {
      id: "woocommerce-consumer-secret",
      provider: "WooCommerce",
      title: "WooCommerce consumer secret",
      keywords: ["consumer_secret", "consumersecret", "woocommerce_secret", "woo_secret", "wc_secret"],
      pattern: `(?:consumer_?secret|(?:woocommerce|woo|wc)_secret)\\w{0,12}["'\\]]{0,2}[ \\t]{0,9}(?:=>|[:=,])[ \\t]{0,9}["']?(cs_[a-f0-9]{40})${right}`,
      ignoreCase: true,
      capture: 1,
      help: "https://woocommerce.com/document/woocommerce-rest-api/",
      remediation: "Revoke the key in WooCommerce under Settings, Advanced, REST API.",
      envVar: "WOOCOMMERCE_CONSUMER_SECRET",
    },
    {
      id: "easypost-test-key",
      provider: "EasyPost",
      title: "EasyPost test key",
      keywords: ["EZTK"],
      pattern: `${left}EZTK[A-Za-z0-9]{54}${right}`,
      severity: "low",
      help: "https://docs.easypost.com/docs/authentication",
      remediation: "Disable the key on the EasyPost dashboard under API keys.",
      envVar: "EASYPOST_TEST_API_KEY",
    },
    {
      id: "shippo-token",
      provider: "Shippo",
      title: "Shippo API token",
      keywords: ["shippo_live_", "shippo_test_"],
      pattern: `${left}shippo_(?:live|test)_[a-f0-9]{40}${right}`,
      help: "https://docs.goshippo.com/docs/guides_general/authentication/",
      remediation: "Delete the token in Shippo under Settings, API.",
      envVar: "SHIPPO_API_TOKEN",
    },
    {
      id: "ebay-cert-id",
      provider: "eBay",
      title: "eBay client secret",
      keywords: ["PRD-", "SBX-"],
      pattern: `${left}(?:PRD|SBX)-[a-f0-9]{12}(?:-[a-f0-9]{4}){4}${right}`,
      help: "https://developer.ebay.com/api-docs/static/oauth-credentials.html",
      remediation: "Rotate the Cert ID on the eBay developer page under Application keys.",
      envVar: "EBAY_CERT_ID",
    },
    {
      id: "ebay-user-token",
      provider: "eBay",
      title: "eBay user token",
      keywords: ["v^1.1#i^1#"],
      pattern: `v\\^1\\.1#i\\^1#[A-Za-z0-9^#]{10,60}t\\^[A-Za-z0-9+/]{60,3000}={0,2}`,
      help: "https://developer.ebay.com/api-docs/static/oauth-tokens.html",
      remediation: "Revoke the token on the eBay developer page under User tokens.",
      envVar: "EBAY_USER_TOKEN",
    },
    {
      id: "amazon-mws-token",
      provider: "Amazon",
      title: "Amazon MWS auth token",
      keywords: ["amzn.mws."],
      pattern: `${left}amzn\\.mws\\.[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}${rightUrl}`,
      help: "https://developer-docs.amazon.com/sp-api/docs/migrating-from-amazon-mws",
      remediation: "Disable access for the developer in Seller Central under User permissions.",
      envVar: "MWS_AUTH_TOKEN",
    },
    {
      id: "amazon-lwa-client-secret",
      provider: "Amazon",
      title: "Login with Amazon client secret",
      keywords: ["amzn1.oa2-cs.v1."],
      pattern: `${left}amzn1\\.oa2-cs\\.v1\\.[a-f0-9]{64}${right}`,
      help: "https://developer-docs.amazon.com/sp-api/docs/rotating-your-applications-client-secrets",
      remediation: "Rotate the client secret of the application in the Solution Provider Portal.",
      envVar: "LWA_CLIENT_SECRET",
    },
    {
      id: "amazon-lwa-token",
      provider: "Amazon",
      title: "Login with Amazon token",
      keywords: ["Atzr|", "Atza|"],
      pattern: `${left}Atz[ar]\\|[A-Za-z0-9_-]{100,1500}${rightUrl}`,
      help: "https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api",
      remediation: "Revoke the authorisation of the application in Seller Central, and authorise it again.",
      envVar: "LWA_REFRESH_TOKEN",
    },
  ],
)

const unmarked = assignedRules([
  ...named(
    {
      provider: "BigCommerce",
      help: "https://developer.bigcommerce.com/docs/start/authentication/api-accounts",
      remediation: "Delete the API account in the BigCommerce control panel under Settings, API.",
    },
    [
      {
        id: "bigcommerce-access-token",
        title: "BigCommerce access token",
        value: "[a-z0-9]{31}",
        envVar: "BIGCOMMERCE_ACCESS_TOKEN",
        also: ["bigcommerce_token", "bigcommerce_store_access", "bc_access_token"],
      },
      { id: "bigcommerce-client-secret", title: "BigCommerce client secret", value: "[a-f0-9]{64}", envVar: "BIGCOMMERCE_CLIENT_SECRET" },
    ],
  ),
  ...named(
    {
      provider: "Adobe Commerce",
      help: "https://experienceleague.adobe.com/en/docs/commerce-operations/installation-guide/prerequisites/authentication-keys",
      remediation: "Disable the access key in the Commerce Marketplace, and the integration in the admin under System, Integrations.",
    },
    [
      {
        id: "magento-access-token",
        title: "Magento access token",
        value: "[a-z0-9]{32}",
        envVar: "MAGENTO_ACCESS_TOKEN",
        also: ["magento_token", "magento_private_key", "magento_consumer_secret", "composer_magento_password"],
      },
    ],
  ),
  ...named(
    {
      provider: "Etsy",
      help: "https://developers.etsy.com/documentation/essentials/authentication",
      remediation: "Rotate the shared secret of the app on the Etsy developer page under Your apps.",
    },
    [
      {
        id: "etsy-api-key",
        title: "Etsy API keystring",
        value: "[a-z0-9]{24}",
        envVar: "ETSY_API_KEY",
        also: ["etsy_keystring_key", "etsy_client_key"],
      },
    ],
  ),
  ...named({ provider: "Lob", help: "https://docs.lob.com/", remediation: "Rotate the key in the Lob dashboard under Settings, API keys." }, [
    {
      id: "lob-api-key",
      title: "Lob API key",
      value: "(?:live|test)_[a-f0-9]{35}",
      envVar: "LOB_API_KEY",
      also: ["lob_secret", "lob_live_api", "lob_test_api"],
    },
  ]),
  ...named(
    {
      provider: "Printful",
      help: "https://developers.printful.com/docs/",
      remediation: "Delete the token on the Printful developer page under Your tokens.",
    },
    [
      {
        id: "printful-api-key",
        title: "Printful API token",
        value: "[A-Za-z0-9]{40}",
        envVar: "PRINTFUL_API_KEY",
        also: ["printful_token", "printful_access_token"],
      },
    ],
  ),
])

export const commerceRules: readonly SecretRule[] = [...marked, ...unmarked]
