export function Comment({ body }: { body: string }) {
  return <article dangerouslySetInnerHTML={{ __html: body }} /> // tipstaff-expect
}
