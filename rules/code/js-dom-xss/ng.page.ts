export function show(target: HTMLElement): void {
  const name = new URLSearchParams(location.search).get("name")
  target.innerHTML = "Hello " + name // tipstaff-expect
  document.write(decodeURIComponent(location.hash)) // tipstaff-expect
}

export async function load(box: HTMLElement): Promise<void> {
  const answer = await fetch("/fragment")
  const text = await answer.text()
  box.insertAdjacentHTML("beforeend", text) // tipstaff-expect
}
