package app;

class Session {
  Object restore(InputStream input) throws Exception {
    ObjectInputStream stream = new ObjectInputStream(input); // tipstaff-expect
    return stream.readObject();
  }

  ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.enableDefaultTyping(); // tipstaff-expect
    return mapper;
  }
}
