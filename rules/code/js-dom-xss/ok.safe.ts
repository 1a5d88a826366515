import DOMPurify from "dompurify"

export function show(target: HTMLElement): void {
  const name = new URLSearchParams(location.search).get("name")
  target.textContent = "Hello " + name
  target.innerHTML = DOMPurify.sanitize(name)
  target.innerHTML = "<b>fixed</b>"
  target.append(document.createTextNode(location.hash))
}
