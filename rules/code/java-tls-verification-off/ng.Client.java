package app;

class Client {
  TrustManager trustAll() {
    return new X509TrustManager() {
      @Override public void checkServerTrusted(X509Certificate[] chain, String type) {} // tipstaff-expect
      @Override public X509Certificate[] getAcceptedIssuers() { return null; }
    };
  }

  void open(HttpsURLConnection connection) {
    connection.setHostnameVerifier((host, session) -> true); // tipstaff-expect
  }
}
