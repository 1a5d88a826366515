/** Test material only: cases of rules/azure-connections.ts. */
import type { CasesByRule } from "../cases.ts"
import { named } from "./carriers.ts"

const flow = "https://prod-07.westeurope.logic.azure.com:443/workflows/{{hex:32}}/triggers/manual/paths/invoke"
const powerFlow =
  "https://{{hex:32}}.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/{{hex:32}}/triggers/manual/paths/invoke"

export const azureConnectionCases: CasesByRule = {
  "azure-app-configuration-connection": {
    hits: [
      "Endpoint=https://shop.azconfig.io;Id=ab-l9-s0:{{b64:20}};Secret={{b64:43}}=",
      `"Endpoint=https://shop.azconfig.io;Id={{alnum:4}};Secret={{alnum:84}}"`,
    ],
    misses: ["Endpoint=https://shop.azconfig.io;Id={{alnum:4}};Secret={{b64:30}}=", "Endpoint=https://shop.azconfig.io;Id=<id>;Secret=<secret>"],
  },
  "azure-signalr-connection": {
    hits: [
      `CONNECTION="Endpoint=https://shop.service.signalr.net;AccessKey={{b64:43}}=;Version=1.0;"`,
      "Endpoint=https://shop.webpubsub.azure.com;AccessKey={{alnum:84}};Version=1.0;",
    ],
    misses: [
      "Endpoint=https://shop.service.signalr.net;AccessKey={{b64:20}}=;Version=1.0;",
      "Endpoint=https://shop.service.signalr.net;AuthType=azure.msi;",
    ],
  },
  "azure-communication-connection": {
    hits: [
      "endpoint=https://shop.communication.azure.com/;accesskey={{b64:86}}==",
      `"endpoint=https://shop.europe.communication.azure.com;AccessKey={{alnum:84}}"`,
    ],
    misses: ["endpoint=https://shop.communication.azure.com/;accesskey={{b64:60}}==", "endpoint=https://shop.communication.azure.com/"],
  },
  "azure-iot-hub-connection": {
    hits: [
      "HostName=shop.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey={{b64:43}}=",
      `"HostName=shop.azure-devices.net;DeviceId=pump-7;SharedAccessKey={{b64:43}}="`,
    ],
    misses: [
      "HostName=shop.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey={{b64:30}}=",
      "HostName=shop.azure-devices.net;DeviceId=pump-7;x509=true",
    ],
  },
  "azure-logic-app-url": {
    hits: [
      `${flow}?api-version=2016-10-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={{b64url:43}}`,
      `"url": "${powerFlow}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={{b64url:43}}"`,
    ],
    misses: [`${flow}?api-version=2016-10-01&sv=1.0&sig={{alnum:20}}`, `${flow}?api-version=2016-10-01`, "https://logic.azure.com/?sig={{alnum:43}}"],
  },
  "azure-functions-url": {
    hits: [
      "https://shop.azurewebsites.net/api/order?code={{b64url:54}}==",
      `fetch("https://shop.azurewebsites.net/api/v1/order?id=7&code={{alnum:56}}")`,
    ],
    misses: [
      "https://shop.azurewebsites.net/api/order?code={{alnum:20}}",
      "https://shop.azurewebsites.net/api/order?code=${FUNCTION_KEY}",
      "https://shop.internal/api/order?code={{alnum:56}}",
    ],
  },
  "azure-publish-profile-password": {
    hits: [
      `<publishProfile userName="$shop" userPWD="{{alnum:60}}" />`,
      `publishMethod="MSDeploy" userPWD="{{alnum:60}}" destinationAppUrl="https://shop.azurewebsites.net"`,
    ],
    misses: [`userPWD="{{alnum:59}}"`, `userPWD="{{alnum:61}}"`, `userPWD=""`],
  },
  "azure-cosmos-db-key": named(["COSMOS_KEY", "cosmosDbPrimaryKey", "cosmos-master-key"], "{{b64:86}}==", "{{alnum:60}}==", "{{alnum:87}}="),
  "azure-openai-key": named(["AZURE_OPENAI_API_KEY", "azureOpenaiKey"], "{{hex:32}}", "{{hex:31}}", "{{hex:33}}", "{{lower:32}}"),
  "azure-ai-services-key": named(["COGNITIVE_SERVICES_KEY", "azureSpeechKey", "form-recognizer-key"], "{{hex:32}}", "{{hex:31}}", "{{hex:40}}"),
  "azure-subscription-key-header": named(["Ocp-Apim-Subscription-Key", "OCP_APIM_SUBSCRIPTION_KEY"], "{{hex:32}}", "{{hex:31}}", "{{hex:33}}"),
  "azure-maps-key": named(["AZURE_MAPS_KEY", "azureMapsSubscriptionKey"], "{{b64url:43}}", "{{alnum:42}}", "{{alnum:44}}"),
  "azure-search-admin-key": named(["AZURE_SEARCH_ADMIN_KEY", "cognitiveSearchKey"], "{{HEX:32}}", "{{HEX:31}}", "{{HEX:33}}"),
  "azure-client-secret-unmarked": named(
    ["AZURE_CLIENT_SECRET", "ARM_CLIENT_SECRET", "aadClientSecret"],
    "{{b64:43}}=",
    "{{alnum:20}}",
    "{{alnum:33}}",
  ),
  "azure-static-web-apps-token": named(
    ["AZURE_STATIC_WEB_APPS_API_TOKEN_SHOP", "SWA_CLI_DEPLOYMENT_TOKEN"],
    "{{hex:64}}1-{{uuid}}",
    "{{hex:63}}",
    "{{lower:64}}",
  ),
}
