package app;

class Modes {
  void open(File file, Path path) throws Exception {
    file.setWritable(true, false); // tipstaff-expect
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx")); // tipstaff-expect
  }
}
