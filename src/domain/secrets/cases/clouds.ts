/** Test material only: cases of rules/clouds.ts. */
import type { CasesByRule } from "../cases.ts"
import { named, token } from "./carriers.ts"

export const cloudProviderCases: CasesByRule = {
  "yandex-api-key": token("AQVN{{b64url:36}}", "AQVN{{alnum:34}}", "AQVN{{alnum:39}}", "AQVN..."),
  "yandex-iam-token": token(
    "t1.9eue{{b64url:120}}.{{b64url:86}}",
    "t1.9eue{{b64url:120}}.{{b64url:60}}",
    "t1.9eue{{alnum:10}}.{{alnum:86}}",
    "part1.9",
  ),
  "yandex-smartcaptcha-key": token("ysc2_{{alnum:40}}{{hex:8}}", "ysc2_{{alnum:30}}", "ysc1_{{alnum:48}}"),
  "tencent-secret-id": token("AKID{{alnum:32}}", "AKID{{alnum:31}}", "AKID{{alnum:33}}"),
  "upcloud-api-token": token("ucat_01{{digits:24}}", "ucat_01{{digits:23}}", "ucat_81{{digits:24}}", "ucat_01{{lower:24}}"),
  "yandex-static-secret": named(["YC_SECRET_KEY", "yandexStorageSecret"], "YC{{b64url:38}}", "YC{{alnum:37}}", "YX{{alnum:38}}"),
  "yandex-oauth-token": named(["YANDEX_OAUTH_TOKEN", "yandexToken"], "y0_{{b64url:58}}", "y0_{{alnum:40}}", "y9_{{alnum:58}}"),
  "ibm-cloud-api-key": named(["IBMCLOUD_API_KEY", "IBM_CLOUD_API_KEY", "watsonApiKey"], "{{b64url:44}}", "{{alnum:43}}", "{{alnum:45}}"),
  "ibm-cos-hmac-secret": named(["COS_HMAC_SECRET_ACCESS_KEY", "ibmCosSecretKey"], "{{hex:48}}", "{{hex:47}}", "{{lower:48}}"),
  "ibm-classic-api-key": named(["SOFTLAYER_API_KEY", "IAAS_CLASSIC_API_KEY"], "{{hex:64}}", "{{hex:63}}", "{{hex:65}}"),
  "alibaba-access-key-secret": named(
    ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "aliyunAccessKeySecret", "OSS_ACCESS_KEY_SECRET"],
    "{{alnum:30}}",
    "{{alnum:29}}",
    "{{alnum:31}}",
  ),
  "tencent-secret-key": named(["TENCENTCLOUD_SECRET_KEY", "tencentSecretKey", "QCLOUD_SECRET_KEY"], "{{alnum:32}}", "{{alnum:31}}", "{{alnum:33}}"),
  "huawei-cloud-secret-key": named(["HUAWEICLOUD_SDK_SK_SECRET", "HW_SECRET_KEY"], "{{alnum:40}}", "{{alnum:39}}", "{{alnum:41}}"),
  "scaleway-secret-key": named(["SCW_SECRET_KEY", "scalewaySecret"], "{{uuid}}", "{{hex:32}}", "SCW{{upper:17}}"),
  "ovh-application-secret": named(["OVH_APPLICATION_SECRET", "ovhConsumerKey"], "{{alnum:32}}", "{{alnum:16}}", "{{alnum:33}}"),
  "hetzner-cloud-token": named(["HCLOUD_TOKEN", "hetznerToken"], "{{alnum:64}}", "{{alnum:63}}", "{{alnum:65}}"),
  "hetzner-dns-token": named(["HETZNER_DNS_API_TOKEN", "hetznerDnsToken"], "{{alnum:32}}", "{{alnum:31}}", "{{alnum:33}}"),
  "linode-token": named(["LINODE_TOKEN", "linodeApiToken"], "{{hex:64}}", "{{hex:63}}", "{{lower:64}}"),
  "vultr-api-key": named(["VULTR_API_KEY", "vultrToken"], "{{upper:36}}", "{{upper:35}}", "{{upper:37}}"),
  "exoscale-api-secret": named(["EXOSCALE_API_SECRET", "exoscaleSecret"], "{{b64url:43}}", "{{alnum:42}}", "{{alnum:44}}"),
  "civo-api-key": named(["CIVO_TOKEN", "civoApiKey"], "{{alnum:50}}", "{{alnum:49}}", "{{alnum:51}}"),
}
