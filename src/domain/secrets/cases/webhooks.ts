/** Test material only: cases of the rules in rules/webhooks.ts. */
import type { CasesByRule } from "../cases.ts"

export const webhookCases: CasesByRule = {
  "power-automate-webhook": {
    hits: [
      "https://prod-12.westeurope.logic.azure.com:443/workflows/{{hex:32}}/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={{b64url:43}}",
      `"https://x.12.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/{{hex:32}}/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={{b64url:43}}"`,
    ],
    misses: [
      "https://prod-12.westeurope.logic.azure.com:443/workflows/{{hex:32}}/triggers/manual/paths/invoke?api-version=2016-06-01",
      "https://prod-12.westeurope.logic.azure.com/workflows/{{hex:32}}/triggers/manual/paths/invoke?sv=1.0&sig={{b64url:30}}",
    ],
  },
  "google-chat-webhook": {
    hits: [
      "https://chat.googleapis.com/v1/spaces/{{alnum:11}}/messages?key=AIza{{b64url:35}}&token={{b64url:43}}",
      `url: "https://chat.googleapis.com/v1/spaces/{{alnum:11}}/messages?key=AIza{{b64url:35}}&token={{b64url:41}}%3D"`,
    ],
    misses: [
      "https://chat.googleapis.com/v1/spaces/{{alnum:11}}/messages",
      "https://chat.googleapis.com/v1/spaces/SPACE_ID/messages?key=KEY&token=TOKEN",
    ],
  },
  "feishu-webhook": {
    hits: ["https://open.feishu.cn/open-apis/bot/v2/hook/{{uuid}}", `"https://open.larksuite.com/open-apis/bot/v2/hook/{{uuid}}"`],
    misses: ["https://open.feishu.cn/open-apis/bot/v2/hook/xxxx", "https://open.feishu.cn/open-apis/bot/v2/hook/{{hex:30}}"],
  },
  "dingtalk-webhook": {
    hits: [
      "https://oapi.dingtalk.com/robot/send?access_token={{hex:64}}",
      `hook = "https://oapi.dingtalk.com/robot/send?access_token={{hex:64}}&timestamp=1"`,
    ],
    misses: ["https://oapi.dingtalk.com/robot/send?access_token={{hex:63}}", "https://oapi.dingtalk.com/robot/send?access_token=XXXXXX"],
  },
  "wecom-webhook": {
    hits: [
      "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={{uuid}}",
      `"https://qyapi.weixin.qq.com/cgi-bin/webhook/upload_media?key={{uuid}}&type=file"`,
    ],
    misses: ["https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=KEY", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={{hex:32}}"],
  },
  "mattermost-webhook": {
    hits: ["https://chat.example.org/hooks/{{lowernum:26}}", `"url": "https://mm.corp.test/hooks/{{lowernum:26}}"`],
    misses: ["https://chat.example.org/hooks/{{lowernum:25}}", "src/hooks/useSomethingVeryLongAsANam", "/hooks/{{lowernum:27}}"],
  },
  "rocketchat-webhook": {
    hits: ["https://chat.example.org/hooks/{{alnum:24}}/{{alnum:64}}", `"https://rc.corp.test/hooks/{{alnum:17}}/{{alnum:43}}"`],
    misses: ["https://chat.example.org/hooks/{{alnum:24}}/{{alnum:30}}", "/hooks/{{alnum:16}}/{{alnum:64}}"],
  },
  "zapier-webhook": {
    hits: ["https://hooks.zapier.com/hooks/catch/1234567/{{lowernum:7}}/", `"https://hooks.zapier.com/hooks/catch/98765432/{{lowernum:8}}"`],
    misses: ["https://hooks.zapier.com/hooks/catch/", "https://hooks.zapier.com/hooks/catch/1234567/abc"],
  },
  "make-webhook": {
    hits: ["https://hook.eu1.make.com/{{lowernum:32}}", `"https://hook.integromat.com/{{lowernum:32}}"`],
    misses: ["https://hook.eu1.make.com/{{lowernum:31}}", "https://hook.eu9.make.com/{{lowernum:32}}"],
  },
  "ifttt-webhook": {
    hits: [
      "https://maker.ifttt.com/trigger/alarm/with/key/{{b64url:43}}",
      `"https://maker.ifttt.com/trigger/{event}/json/with/key/{{b64url:22}}"`,
      "https://maker.ifttt.com/use/{{b64url:43}}",
    ],
    misses: ["https://maker.ifttt.com/trigger/alarm/with/key/KEY", "https://maker.ifttt.com/trigger/alarm/with/key/{{alnum:20}}"],
  },
}
