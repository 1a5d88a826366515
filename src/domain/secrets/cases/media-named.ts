/** Test material only: cases of the rules in rules/media-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedMediaCases: CasesByRule = {
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
