package app;

class Archive {
  void make(String folder) throws Exception {
    Runtime.getRuntime().exec("tar czf backup.tgz " + folder); // tipstaff-expect
    String command = "du -s " + folder;
    new ProcessBuilder("bash", "-c", command).start(); // tipstaff-expect
  }
}
