/** Test material only: cases of the rules in rules/places-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedPlacesCases: CasesByRule = {
  "here-access-key-secret": heldBy("HERE_ACCESS_KEY_SECRET", "{{b64url:86}}"),
  "here-api-key": heldBy("HERE_API_KEY", "{{b64url:43}}"),
  "tomtom-api-key": heldBy("TOMTOM_API_KEY", "{{alnum:32}}"),
  "maptiler-api-key": heldBy("MAPTILER_API_KEY", "{{alnum:20}}"),
  "openweather-api-key": heldBy("OPENWEATHER_API_KEY", "{{hex:32}}"),
  "strava-client-secret": heldBy("STRAVA_CLIENT_SECRET", "{{hex:40}}"),
  "fitbit-client-secret": heldBy("FITBIT_CLIENT_SECRET", "{{hex:32}}"),
  "yelp-api-key": heldBy("YELP_API_KEY", "{{b64url:128}}"),
  "foursquare-client-secret": heldBy("FOURSQUARE_CLIENT_SECRET", "{{upper:48}}"),
  "uber-client-secret": heldBy("UBER_CLIENT_SECRET", "{{b64url:40}}"),
  "steam-api-key": heldBy("STEAM_API_KEY", "{{HEX:32}}"),
  "rapidapi-key": heldBy("RAPIDAPI_KEY", "{{lowernum:10}}msh{{lowernum:15}}p1{{lowernum:5}}jsn{{lowernum:12}}"),
  "newsapi-key": heldBy("NEWSAPI_KEY", "{{hex:32}}"),
  "ipinfo-token": heldBy("IPINFO_TOKEN", "{{hex:14}}"),
}
