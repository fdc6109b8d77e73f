/** Properties that a drawing must carry itself, since its file has no style sheet. */
const DRAWN = [
  ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity'],
  ['opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'paint-order'],
  ['display', 'visibility', 'text-decoration'],
].flat()

/** Gives a file to the person. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** The drawings as one SVG file, in the colours of the page's theme, one under the other. */
export function drawingFile(drawings: readonly SVGSVGElement[]): string {
  let y = 0
  const parts = drawings.map((drawing) => {
    const copy = plainCopy(drawing)
    copy.setAttribute('y', String(y))
    y += drawing.height.baseVal.value
    return new XMLSerializer().serializeToString(copy)
  })
  return onPaper(drawings, y, parts)
}

/** Drawings of one size as one SVG file, the later ones over the earlier. */
export function layeredFile(layers: readonly SVGSVGElement[]): string {
  const height = Math.max(0, ...layers.map((one) => one.height.baseVal.value))
  const parts = layers.map((layer) => new XMLSerializer().serializeToString(plainCopy(layer)))
  return onPaper(layers, height, parts)
}

function onPaper(
  drawings: readonly SVGSVGElement[],
  height: number,
  parts: readonly string[],
): string {
  const width = Math.max(0, ...drawings.map((one) => one.width.baseVal.value))
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    `<rect width="100%" height="100%" fill="${paper}"/>`,
    ...parts,
    '</svg>',
  ].join('\n')
}

function plainCopy(drawing: SVGSVGElement): SVGElement {
  const copy = drawing.cloneNode(true)
  if (!(copy instanceof SVGElement)) throw new Error('a copy of a drawing is a drawing')
  const before = [drawing, ...drawing.querySelectorAll('*')]
  const after = [copy, ...copy.querySelectorAll('*')]
  before.forEach((element, index) => {
    const style = getComputedStyle(element)
    const drawn = DRAWN.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';')
    after[index]?.setAttribute('style', drawn)
    after[index]?.removeAttribute('class')
  })
  return copy
}

/** Rows as comma-separated values (RFC 4180). */
export function csvFile(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    const text = String(value ?? '')
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'
}
