package app;

class Unzip {
  void unzip(ZipInputStream zip, Path folder) throws Exception {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      Path target = folder.resolve(entry.getName()).normalize();
      if (!target.startsWith(folder)) throw new IOException("entry leaves the folder");
      write(target, zip);
    }
  }
}
