/** What of the environment a scanner sees: enough to run and to reach its advisories, none of the other credentials. */
type Env = Readonly<Record<string, string | undefined>>

const passed = new Set([
  "PATH",
  "PATHEXT",
  "HOME",
  "USER",
  "LOGNAME",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "PROGRAMDATA",
  "SYSTEMROOT",
  "SYSTEMDRIVE",
  "WINDIR",
  "COMSPEC",
  "TEMP",
  "TMP",
  "TMPDIR",
  "LANG",
  "TZ",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "ALL_PROXY",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "NODE_EXTRA_CA_CERTS",
  "XDG_CACHE_HOME",
  "XDG_CONFIG_HOME",
  "XDG_DATA_HOME",
])

/** The environment for one tool: the common part, what belongs to the tool by prefix, and what we set ourselves. */
export function toolEnv(env: Env, prefixes: readonly string[], fixed: Env): Env {
  const own: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(env)) {
    const upper = name.toUpperCase()
    if (passed.has(upper) || prefixes.some((prefix) => upper.startsWith(prefix))) own[name] = value
  }
  // PYTHONSAFEPATH keeps Python tools from importing modules out of the folder they examine.
  return { ...own, LC_ALL: "C.UTF-8", NO_COLOR: "1", PYTHONSAFEPATH: "1", PYTHONDONTWRITEBYTECODE: "1", PYTHONIOENCODING: "utf-8", ...fixed }
}
