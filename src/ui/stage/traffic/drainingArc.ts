/** A circle, px. */
interface Circle {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** Nothing is drawn of a full circle whose ends meet: it stops this far before. */
const NEARLY = 0.9999

/** What is left of a time, 0 to 1, as an arc that ends at the top and drains clockwise. */
export function drainingArc({ x, y, radius }: Circle, left: number): string {
  const share = Math.max(0, Math.min(NEARLY, left))
  if (share === 0) return ''
  const begin = 2 * Math.PI * (1 - share)
  const from = { x: x + radius * Math.sin(begin), y: y - radius * Math.cos(begin) }
  const isLarge = share > 0.5 ? 1 : 0
  const [fromX, fromY] = [from.x.toFixed(2), from.y.toFixed(2)]
  return `M${fromX} ${fromY}A${radius} ${radius} 0 ${isLarge} 1 ${x} ${y - radius}`
}
