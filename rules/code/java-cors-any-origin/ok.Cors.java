package app;

class Cors {
  public void addCorsMappings(CorsRegistry registry) {
    registry.addMapping("/**").allowedOrigins("https://app.example.com").allowCredentials(true);
  }
}
