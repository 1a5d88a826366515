package app;

import java.sql.Connection;
import java.sql.PreparedStatement;

class Users {
  private static final String BASE = "SELECT * FROM users";

  List<User> search(@RequestParam String city, @RequestParam Integer age) throws Exception {
    PreparedStatement statement = connection.prepareStatement(BASE + " WHERE city = ?");
    statement.setString(1, city);
    return jdbcTemplate.query("SELECT * FROM users WHERE age = " + age, mapper);
  }
}
