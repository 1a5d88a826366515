/** Test material only: cases of the rules in rules/office.ts. */
import type { CasesByRule } from "../cases.ts"

export const officeCases: CasesByRule = {
  "trello-marked-token": {
    hits: ["TRELLO_TOKEN=ATTA{{hex:72}}", `token: "ATTA{{hex:72}}"`],
    misses: ["TRELLO_TOKEN=ATTA{{hex:71}}", "TRELLO_TOKEN=ATTA{{HEX:72}}", "xATTA{{hex:72}}"],
  },
  "atlassian-oauth-secret": {
    hits: ["ATLASSIAN_CLIENT_SECRET=ATOA{{b64url:68}}", `client_secret: "ATOA{{b64url:72}}"`],
    misses: ["ATOA{{alnum:40}}", "QUATOA{{alnum:68}}"],
  },
  "clickup-token": {
    hits: ["CLICKUP_API_TOKEN=pk_{{digits:8}}_{{upper:32}}", `"Authorization": "pk_{{digits:7}}_{{upper:32}}"`],
    misses: ["pk_{{digits:8}}_{{upper:31}}", "pk_{{digits:8}}_{{lower:32}}", "apk_{{digits:8}}_{{upper:32}}"],
  },
  "calcom-api-key": {
    hits: ["CALCOM_API_KEY=cal_live_{{hex:32}}", "https://api.cal.com/v1/bookings?apiKey=cal_live_{{hex:32}}"],
    misses: ["cal_live_{{hex:31}}", "local_live_{{hex:32}}"],
  },
  "n8n-api-key": { hits: ["X-N8N-API-KEY: n8n_api_{{hex:80}}", `"n8n_api_{{hex:96}}"`], misses: ["n8n_api_{{hex:30}}", "n8n_api_key_name"] },
  "salesforce-access-token": {
    hits: ["SF=00D{{alnum:12}}!AQ{{alnum:90}}", `"access_token": "00D{{alnum:15}}!AR8AQ{{alnum:88}}"`],
    misses: ["00D{{alnum:12}}!AQ{{alnum:40}}", "00D{{alnum:11}}!AQ{{alnum:90}}", "wow!AQ{{alnum:90}}"],
  },
  "salesforce-refresh-token": {
    hits: ["force://PlatformCLI::5Aep861{{alnum:80}}@acme.my.salesforce.com", `"refresh_token": "5Aep861{{alnum:76}}"`],
    misses: ["5Aep861{{alnum:20}}", "b5Aep861{{alnum:80}}"],
  },
  "zoho-token": {
    hits: ["ZOHO_REFRESH_TOKEN=1000.{{hex:32}}.{{hex:32}}", "Authorization: Zoho-oauthtoken 1000.{{hex:32}}.{{hex:32}}"],
    misses: ["1000.{{hex:32}}.{{hex:31}}", "1000.{{upper:30}}", "10.1000.{{hex:32}}.{{hex:32}}"],
  },
  "adobe-client-secret": {
    hits: ["ADOBE_CLIENT_SECRET=p8e-{{b64url:32}}", `"CLIENT_SECRETS": ["p8e-{{b64url:32}}"]`],
    misses: ["p8e-{{b64url:31}}", "p8e-{{b64url:33}}"],
  },
  "miro-access-token": {
    hits: ["MIRO=eyJtaXJvLm9yaWdpbiI6{{alnum:10}}_{{b64url:27}}", `miro: "eyJtaXJvLm9yaWdpbiI6{{alnum:10}}_{{b64url:27}}"`],
    misses: ["eyJtaXJvLm9yaWdpbiI6{{alnum:10}}", "eyJtaXJvLm9yaWdpbiI6{{alnum:10}}_{{b64url:26}}"],
  },
  "contentful-management-token": {
    hits: ["CONTENTFUL_MANAGEMENT_TOKEN=CFPAT-{{b64url:43}}", `accessToken: "CFPAT-{{b64url:43}}"`],
    misses: ["CFPAT-{{b64url:42}}", "CFPAT-{{b64url:44}}"],
  },
  "frameio-token": {
    hits: ["FRAMEIO_TOKEN=fio-u-{{b64url:64}}", "Authorization: Bearer fio-u-{{b64url:64}}"],
    misses: ["fio-u-{{b64url:63}}", "fio-x-{{b64url:64}}"],
  },
  "cloudinary-url": {
    hits: ["CLOUDINARY_URL=cloudinary://{{digits:15}}:{{b64url:27}}@acme", `"cloudinary://{{digits:15}}:{{b64url:27}}@demo-cloud"`],
    misses: ["cloudinary://{{digits:15}}:{{b64url:26}}@acme", "cloudinary://<key>:<secret>@acme"],
  },
  "dropbox-refresh-token": {
    hits: ["DROPBOX_REFRESH_TOKEN={{b64url:11}}AAAAAAAAAA{{b64url:43}}", `dropboxAccessToken: "{{b64url:11}}AAAAAAAAAA{{b64url:43}}"`],
    misses: ["DROPBOX_REFRESH_TOKEN={{b64url:11}}AAAAAAAAAA{{b64url:42}}", "DROPBOX_TOKEN={{alnum:64}}"],
  },
  "evernote-developer-token": {
    hits: [
      "EVERNOTE_TOKEN=S=s1:U=8f2a1:E=15d3f2b:C=155e4f1c:P=1cd:A=en-devtoken:V=2:H={{hex:32}}",
      `"S=s300:U=8f2a1:E=15d3f2b:C=155e4f1c:P=185:A=acme-1234:V=2:H={{hex:32}}"`,
    ],
    misses: ["S=s1:U=8f2a1:E=15d3f2b:C=155e4f1c:P=1cd:A=en-devtoken:V=2:H={{hex:31}}", "S=s1:U=8f2a1"],
  },
  "linkedin-client-secret-marked": {
    hits: ["LINKEDIN_CLIENT_SECRET=WPL_AP1.{{alnum:16}}.{{alnum:6}}==", `"WPL_AP0.{{alnum:16}}.{{alnum:8}}"`],
    misses: ["WPL_AP1.{{alnum:15}}.{{alnum:6}}==", "WPL_AP1.{{alnum:16}}"],
  },
  "pinterest-token": {
    hits: ["PINTEREST_ACCESS_TOKEN=pina_{{upper:64}}", `"refresh_token": "pinr_{{upper:80}}"`],
    misses: ["pina_{{upper:20}}", "spina_{{upper:64}}", "pina_{{lower:64}}"],
  },
  "twitter-bearer-token": {
    hits: [
      "TWITTER_BEARER_TOKEN=AAAAAAAAAAAAAAAAAAAAA{{alnum:24}}%2B{{alnum:8}}%3D{{alnum:50}}",
      "Authorization: Bearer AAAAAAAAAAAAAAAAAAAAA{{alnum:30}}%3D{{alnum:50}}",
    ],
    misses: ["=AAAAAAAAAAAAAAAAAAAAA{{alnum:30}}%3D{{alnum:49}}", `"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"`],
  },
  "mapbox-secret-token": {
    hits: ["MAPBOX_SECRET_TOKEN=sk.eyJ{{alnum:70}}.{{b64url:22}}", `"sk.eyJ{{alnum:90}}.{{b64url:22}}"`],
    misses: ["pk.eyJ{{alnum:70}}.{{b64url:22}}", "sk.eyJ{{alnum:70}}.{{b64url:21}}"],
  },
  "foursquare-api-key": {
    hits: ["FOURSQUARE_API_KEY=fsq3{{b64:43}}=", "Authorization: fsq3{{alnum:44}}"],
    misses: ["fsq3{{b64:30}}", "xfsq3{{b64:43}}=", "fsq3{{b64:60}}"],
  },
  "openweather-url": {
    hits: [
      "https://api.openweathermap.org/data/2.5/weather?q=Oslo&appid={{hex:32}}",
      `"http://api.openweathermap.org/data/2.5/forecast?lat=1&lon=2&units=metric&APPID={{hex:32}}"`,
    ],
    misses: [
      "https://api.openweathermap.org/data/2.5/weather?q=Oslo&appid={API key}",
      "https://api.openweathermap.org/data/2.5/weather?appid={{hex:31}}",
    ],
  },
}
