package app;

class Client {
  TrustManager pinned(X509TrustManager parent) {
    return new X509TrustManager() {
      public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        parent.checkServerTrusted(chain, type);
      }
    };
  }

  void open(HttpsURLConnection connection) {
    connection.setHostnameVerifier(new StrictVerifier());
  }
}
