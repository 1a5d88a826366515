package app;

class Session {
  Object restore(InputStream input) throws Exception {
    ObjectInputStream stream = new ObjectInputStream(input);
    stream.setObjectInputFilter(ObjectInputFilter.Config.createFilter("app.Profile;!*"));
    return stream.readObject();
  }

  Profile parse(String text) throws Exception {
    return new ObjectMapper().readValue(text, Profile.class);
  }
}
