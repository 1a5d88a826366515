package app;

class Store {
  private static final String TABLE = "notes";

  void remove(String owner, int limit) throws Exception {
    jdbcTemplate.update("DELETE FROM " + TABLE + " WHERE owner = ?", owner);
    statement.executeUpdate("DELETE FROM notes WHERE age > " + limit);
    executor.execute("task " + owner);
  }
}
