export const config = {
  port: process.env.PORT || "3000",
  jwtSecret: process.env.JWT_SECRET || "development", // tipstaff-expect
  password: process.env.DB_PASSWORD ?? "postgres", // tipstaff-expect
}
