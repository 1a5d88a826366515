/** Credentials of single Amazon services, beside the access keys in cloud.ts. */
import { family, type SecretRule } from "../rule.ts"
import { left, right, rightBase64, rightUrl } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"

const marked = family(
  {
    provider: "AWS",
    help: "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
    remediation: "Delete the key in the settings of the AppSync API and create one that expires soon.",
    envVar: "APPSYNC_API_KEY",
    severity: "high",
  },
  [
    { id: "aws-appsync-api-key", title: "AWS AppSync API key", keywords: ["da2-"], pattern: `(?<![A-Za-z0-9_-])da2-[a-z0-9]{26}${rightUrl}` },
    {
      id: "aws-bedrock-short-term-key",
      title: "Amazon Bedrock short-term API key",
      // A signed address of bedrock.amazonaws.com, in base64.
      keywords: ["bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t"],
      pattern: `bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]{60,4000}={0,2}`,
      help: "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
      remediation: "End the session of the role that made the key; it is valid for at most twelve hours.",
      envVar: "AWS_BEARER_TOKEN_BEDROCK",
    },
    {
      id: "aws-ecr-login",
      title: "Amazon ECR login token",
      // base64 of "AWS:ey"; the password behind it is JSON in base64.
      keywords: ["QVdTOmV5"],
      pattern: `${left}QVdTOmV5[A-Za-z0-9+/]{200,6000}={0,2}${rightBase64}`,
      validator: "ecr-login",
      help: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
      remediation: "Remove the token from the file; it ends after twelve hours, and the role that made it may pull until then.",
      envVar: "ECR_AUTH_TOKEN",
    },
    {
      id: "amazon-mws-token",
      provider: "Amazon Marketplace",
      title: "Amazon MWS authorization token",
      keywords: ["amzn.mws."],
      pattern: `${left}amzn\\.mws\\.[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}${right}`,
      help: "https://developer-docs.amazon.com/sp-api/docs/migrating-authorization-from-amazon-marketplace-web-service",
      remediation: "Withdraw the developer's access in Seller Central under Manage your apps.",
      envVar: "MWS_AUTH_TOKEN",
    },
  ],
)

const named = assignedRules([
  {
    id: "aws-cognito-client-secret",
    title: "Amazon Cognito app client secret",
    provider: "AWS",
    names: ["cognito_client_secret", "cognito_app_client_secret", "cognito_secret", "userpool_client_secret"],
    value: "[a-z0-9]{40,64}",
    help: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html",
    remediation: "Add a second secret to the app client, move to it, and delete this one.",
    envVar: "COGNITO_CLIENT_SECRET",
  },
])

export const awsServiceRules: readonly SecretRule[] = [...marked, ...named]
