import DOMPurify from "dompurify"

const STYLE = "<style>body { margin: 0 }</style>"

export function Comment({ body, count }: { body: string; count: number }) {
  const clean = DOMPurify.sanitize(body)
  document.title = body
  document.body.innerHTML = `<b>${count}</b>`
  return (
    <article dangerouslySetInnerHTML={{ __html: clean }}>
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
    </article>
  )
}
