package app;

class Ping {
  @GetMapping("/ping")
  String ping(@RequestParam String host) throws Exception {
    Runtime.getRuntime().exec("ping -c 1 " + host); // tipstaff-expect
    new ProcessBuilder("sh", "-c", "nslookup " + host).start(); // tipstaff-expect
    return "done";
  }
}
