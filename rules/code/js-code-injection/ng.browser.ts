export function start(): void {
  const code = decodeURIComponent(window.location.hash.slice(1))
  eval(code) // tipstaff-expect
}
