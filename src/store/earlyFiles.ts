/** The field that holds them: the picture and the page share nothing but the document. */
const FIELD = 'early-files'

/** True where something is dragged that a page could read. */
export function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

/**
 * Keeps files that are dropped before the page itself listens, so that the browser does not open
 * them in its place. The first picture does it; once they are taken, the page listens.
 */
export function keepEarlyFiles(): void {
  const field = document.createElement('input')
  field.type = 'file'
  field.multiple = true
  field.hidden = true
  field.id = FIELD
  document.body.append(field)
  const keep = (event: DragEvent) => {
    if (!field.isConnected || !hasFiles(event)) return
    event.preventDefault()
    if (event.type === 'drop') field.files = event.dataTransfer?.files ?? null
  }
  window.addEventListener('dragover', keep)
  window.addEventListener('drop', keep)
}

/** What was dropped meanwhile; from now on the page listens itself. */
export function takeEarlyFiles(): readonly File[] {
  const field = document.getElementById(FIELD)
  if (!(field instanceof HTMLInputElement)) return []
  field.remove()
  return [...(field.files ?? [])]
}
