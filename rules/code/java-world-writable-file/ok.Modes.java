package app;

class Modes {
  void open(File file, Path path) throws Exception {
    file.setWritable(true, true);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
  }
}
