/** Test material only: cases of the rules in rules/content-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./named.ts"

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
  "cloudinary-api-secret": heldBy("CLOUDINARY_API_SECRET", "{{b64url:27}}"),
  "imgix-api-key": heldBy("IMGIX_API_KEY", "ak_{{hex:64}}"),
  "imagekit-private-key": heldBy("IMAGEKIT_PRIVATE_KEY", "private_{{b64:27}}="),
  "mux-token-secret": heldBy("MUX_TOKEN_SECRET", "{{b64:75}}"),
  "vimeo-access-token": heldBy("VIMEO_ACCESS_TOKEN", "{{hex:32}}"),
  "vimeo-client-secret": heldBy("VIMEO_CLIENT_SECRET", "{{b64:128}}"),
  "spotify-client-secret": heldBy("SPOTIFY_CLIENT_SECRET", "{{hex:32}}"),
  "spotify-refresh-token": heldBy("SPOTIFY_REFRESH_TOKEN", "AQ{{b64url:129}}"),
  "soundcloud-client-secret": heldBy("SOUNDCLOUD_CLIENT_SECRET", "{{alnum:32}}"),
  "giphy-api-key": heldBy("GIPHY_API_KEY", "{{alnum:32}}"),
  "unsplash-key": heldBy("UNSPLASH_ACCESS_KEY", "{{b64url:43}}"),
  "pexels-api-key": heldBy("PEXELS_API_KEY", "{{alnum:56}}"),
  "tmdb-api-key": heldBy("TMDB_API_KEY", "{{hex:32}}"),
  "deepl-auth-key": heldBy("DEEPL_AUTH_KEY", "{{uuid}}"),
  "lokalise-api-token": heldBy("LOKALISE_API_TOKEN", "{{hex:40}}"),
  "crowdin-personal-token": heldBy("CROWDIN_PERSONAL_TOKEN", "{{hex:80}}"),
  "transifex-token": heldBy("TRANSIFEX_TOKEN", "1/{{hex:40}}"),
}
