/** Credentials of shops, marketplaces, shipping and travel that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named } from "./named.ts"

export const commerceRules = assignedRules([
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
