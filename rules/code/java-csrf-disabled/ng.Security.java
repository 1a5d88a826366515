package app;

class Security {
  SecurityFilterChain chain(HttpSecurity http) throws Exception {
    http.csrf(AbstractHttpConfigurer::disable).formLogin(); // tipstaff-expect
    return http.build();
  }
}
