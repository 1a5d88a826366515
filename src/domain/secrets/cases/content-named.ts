/** Test material only: cases of the rules in rules/content-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedContentCases: CasesByRule = {
  "contentful-delivery-token": heldBy("CONTENTFUL_ACCESS_TOKEN", "{{b64url:43}}"),
  "sanity-api-token": heldBy("SANITY_API_TOKEN", "sk{{alnum:178}}", "sk{{alnum:40}}"),
  "strapi-api-token": heldBy("STRAPI_API_TOKEN", "{{hex:256}}"),
  "strapi-admin-secret": heldBy("ADMIN_JWT_SECRET", "{{b64:22}}=="),
  "storyblok-token": heldBy("STORYBLOK_ACCESS_TOKEN", "{{alnum:22}}tt"),
  "ghost-admin-api-key": heldBy("GHOST_ADMIN_API_KEY", "{{hex:24}}:{{hex:64}}"),
  "wordpress-application-password": heldBy(
    "WP_APPLICATION_PASSWORD",
    "{{alnum:4}} {{alnum:4}} {{alnum:4}} {{alnum:4}} {{alnum:4}} {{alnum:4}}",
    "{{alnum:4}} {{alnum:4}} {{alnum:4}}",
  ),
  "webflow-api-token": heldBy("WEBFLOW_API_TOKEN", "{{hex:64}}"),
  "dropbox-app-secret": heldBy("DROPBOX_APP_SECRET", "{{lowernum:15}}"),
  "box-client-secret": heldBy("BOX_CLIENT_SECRET", "{{alnum:32}}"),
}
