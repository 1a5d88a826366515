export function Preview() {
  const html = new URLSearchParams(window.location.search).get("html") ?? ""
  return <div dangerouslySetInnerHTML={{ __html: html }} /> // tipstaff-expect
}
