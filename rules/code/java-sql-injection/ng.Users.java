package app;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.servlet.http.HttpServletRequest;

class Users {
  ResultSet find(Connection connection, HttpServletRequest request) throws Exception {
    String name = request.getParameter("name");
    Statement statement = connection.createStatement();
    return statement.executeQuery("SELECT * FROM users WHERE name = '" + name + "'"); // tipstaff-expect
  }

  List<User> search(@RequestParam String city) {
    String sql = String.format("SELECT * FROM users WHERE city = '%s'", city);
    return jdbcTemplate.query(sql, mapper); // tipstaff-expect
  }

  List<User> build(@RequestParam String city) {
    StringBuilder sql = new StringBuilder("SELECT * FROM users WHERE 1=1");
    sql.append(" AND city = '").append(city).append("'");
    return entityManager.createNativeQuery(sql.toString()).getResultList(); // tipstaff-expect
  }
}
