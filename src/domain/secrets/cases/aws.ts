/** Test material only: cases of rules/aws.ts. */
import type { CasesByRule } from "../cases.ts"
import { named, token } from "./carriers.ts"

export const awsCases: CasesByRule = {
  "aws-appsync-api-key": token(
    "da2-{{lowernum:26}}",
    "da2-{{lowernum:25}}",
    "da2-{{lowernum:27}}",
    "da2-{{upper:26}}",
    "da2-xxxxxxxxxxxxxxxxxxxxxxxxxx",
  ),
  "aws-bedrock-short-term-key": {
    hits: ["AWS_BEARER_TOKEN_BEDROCK={{bedrock}}", `{"apiKey": "{{bedrock}}"}`, "Authorization: Bearer {{bedrock}}"],
    misses: ["bedrock-api-key-{{alnum:100}}", "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t..."],
  },
  "aws-ecr-login": {
    hits: [`{"auths": {"1234.dkr.ecr.eu-west-1.amazonaws.com": {"auth": "{{ecr}}"}}}`, "Authorization: Basic {{ecr}}"],
    misses: ["QVdTOmV5{{alnum:100}}", "QVdTOmV5{{alnum:300}}", "x{{ecr}}"],
  },
  "amazon-mws-token": token("amzn.mws.{{uuid}}", "amzn.mws.{{hex:32}}", "amzn.mws.{{uuid}}0", "amzn.mws.your-token"),
  "aws-cognito-client-secret": named(
    ["COGNITO_CLIENT_SECRET", "cognitoAppClientSecret", "cognito-client-secret"],
    "{{lowernum:51}}",
    "{{lowernum:39}}",
    "{{lowernum:80}}",
    "{{lowernum:20}}-{{lowernum:30}}",
  ),
}
