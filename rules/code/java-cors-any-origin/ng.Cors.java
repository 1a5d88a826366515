package app;

class Cors {
  public void addCorsMappings(CorsRegistry registry) {
    registry.addMapping("/**").allowedOriginPatterns("*").allowCredentials(true); // tipstaff-expect
  }
}
