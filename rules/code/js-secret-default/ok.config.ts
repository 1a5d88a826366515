export const config = {
  port: process.env.PORT || "3000",
  password: process.env.DB_PASSWORD ?? "",
  tokenName: process.env.TOKEN_NAME || "session",
  secret: process.env.JWT_SECRET || fail("JWT_SECRET is missing"),
}
