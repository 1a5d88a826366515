/** Time that this process itself has worked: a busy machine does not change it. */

/** Milliseconds of user and system time; only differences mean something. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
