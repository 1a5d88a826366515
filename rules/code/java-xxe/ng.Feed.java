package app;

class Feed {
  Document read(InputStream input) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance(); // tipstaff-expect
    return factory.newDocumentBuilder().parse(input);
  }
}
