/** Azure keys that carry the fixed signature of their service shortly before their end. */
import { family, type SecretRule } from "../rule.ts"
import { right } from "../shapes.ts"

/** 32 bytes in base64: 33 characters, the signature, and the checksum. */
const key32 = (signature: string) => `(?<=(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{33})${signature}[A-P][A-Za-z0-9+/]{5}=(?!=)`

/** 64 bytes in base64. */
const key64 = (signature: string) => `(?<=(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{76})${signature}[A-Za-z0-9+/]{5}[AQgw]==`

export const azureKeyRules: readonly SecretRule[] = family(
  {
    provider: "Azure",
    help: "https://learn.microsoft.com/en-us/purview/sit-azure-service-bus-shared-access-signature",
    remediation: "Regenerate the key in the Azure portal, and prefer a managed identity.",
    envVar: "AZURE_KEY",
  },
  [
    {
      id: "azure-annotated-key",
      title: "Azure key with annotations (AI services, OpenAI, Maps, Event Grid and others)",
      keywords: ["JQQJ9"],
      pattern: `(?<=(?<![A-Za-z0-9])[A-Za-z0-9]{52})JQQJ9[9DH][A-Za-z0-9][A-L][A-Za-z0-9]{16}[A-Za-z][A-Za-z0-9]{7}(?:[A-Za-z0-9]{2}==)?${right}`,
      help: "https://learn.microsoft.com/en-us/azure/ai-services/rotate-keys",
    },
    {
      id: "azure-functions-key",
      title: "Azure Functions key",
      keywords: ["AzFu"],
      pattern: `(?<=(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{44})AzFu[A-Za-z0-9_-]{5}[AQgw]==`,
      help: "https://learn.microsoft.com/en-us/azure/azure-functions/function-keys-how-to",
      remediation: "Renew the function or host key under App keys of the function app.",
      envVar: "AZURE_FUNCTIONS_KEY",
    },
    {
      id: "azure-redis-key",
      title: "Azure Cache for Redis key",
      keywords: ["AzCa"],
      pattern: key32("AzCa"),
      help: "https://learn.microsoft.com/en-us/azure/azure-cache-for-redis/cache-configure",
      envVar: "AZURE_REDIS_KEY",
    },
    {
      id: "azure-messaging-key",
      title: "Azure Service Bus, Event Hubs or Relay key",
      keywords: ["+ASb", "+AEh", "+ARm"],
      pattern: key32("\\+A(?:Sb|Eh|Rm)"),
      help: "https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-sas",
      remediation: "Regenerate the key of the shared access policy of the namespace.",
      envVar: "AZURE_SERVICEBUS_KEY",
    },
    {
      id: "azure-iot-key",
      title: "Azure IoT Hub or device key",
      keywords: ["AIoT"],
      pattern: key32("AIoT"),
      help: "https://learn.microsoft.com/en-us/azure/iot-hub/authenticate-authorize-sas",
      remediation: "Regenerate the key of the shared access policy or of the device in the IoT hub.",
      envVar: "IOTHUB_KEY",
    },
    {
      id: "azure-event-grid-key",
      title: "Azure Event Grid key",
      keywords: ["AZEG"],
      pattern: key32("AZEG"),
      help: "https://learn.microsoft.com/en-us/azure/event-grid/get-access-keys",
      envVar: "EVENTGRID_KEY",
    },
    {
      id: "azure-api-management-key",
      title: "Azure API Management key",
      keywords: ["APIM"],
      pattern: key64("APIM"),
      help: "https://learn.microsoft.com/en-us/azure/api-management/api-management-subscriptions",
      envVar: "APIM_KEY",
    },
    {
      id: "azure-machine-learning-key",
      title: "Azure Machine Learning web service key",
      keywords: ["+AMC"],
      pattern: key64("\\+AMC"),
      help: "https://learn.microsoft.com/en-us/azure/machine-learning/how-to-authenticate-online-endpoint",
      envVar: "AZUREML_KEY",
    },
    {
      id: "azure-container-registry-password",
      title: "Azure Container Registry password",
      keywords: ["+ACR"],
      pattern: "(?<=(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{42})\\+ACR[A-D][A-Za-z0-9+/]{5}(?![A-Za-z0-9+/=])",
      help: "https://learn.microsoft.com/en-us/azure/container-registry/container-registry-authentication",
      remediation: "Regenerate the password of the registry's admin user or token, or turn the admin user off.",
      envVar: "ACR_PASSWORD",
    },
  ],
)
