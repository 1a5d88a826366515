export function finish(accessToken: string) {
  window.opener.postMessage({ accessToken }, "https://app.example.com")
  window.parent.postMessage({ height: 300 }, "*")
}
