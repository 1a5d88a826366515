export function finish(accessToken: string) {
  window.opener.postMessage({ accessToken }, "*") // tipstaff-expect
}
