package app;

class Unzip {
  void unzip(ZipInputStream zip, File folder) throws Exception {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      File target = new File(folder, entry.getName()); // tipstaff-expect
      write(target, zip);
    }
  }
}
