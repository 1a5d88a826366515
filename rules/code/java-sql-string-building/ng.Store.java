package app;

class Store {
  void remove(String owner) throws Exception {
    statement.executeUpdate("DELETE FROM notes WHERE owner = '" + owner + "'"); // tipstaff-expect
  }

  User find(String email) {
    String query = "SELECT * FROM users WHERE email = '" + email + "'";
    return jdbcTemplate.queryForObject(query, User.class); // tipstaff-expect
  }
}
