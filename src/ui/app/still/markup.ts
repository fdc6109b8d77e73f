/** Elements without content: they are not closed. */
const EMPTY = new Set(['input', 'br', 'hr', 'img'])
/** Attributes of SVG that are written as they are called. */
const AS_CALLED = new Set(['viewBox', 'patternUnits', 'patternTransform', 'preserveAspectRatio'])
/** Properties that no attribute stands for. */
const NO_ATTRIBUTE = new Set(['children', 'ref', 'key', 'style', 'value', 'selected'])
const SIZED = /^(?:opacity|flex|zIndex|fontWeight|lineHeight|order)$/

const hyphened = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;')
}

function attributeName(name: string): string {
  if (name === 'className') return 'class'
  if (name === 'tabIndex') return 'tabindex'
  if (AS_CALLED.has(name) || name.includes('-')) return name
  return hyphened(name)
}

function attribute([name, value]: readonly [string, unknown]): string {
  if (NO_ATTRIBUTE.has(name) || /^on[A-Z]/.test(name)) return ''
  const isWord = name.startsWith('aria-') || name.startsWith('data-')
  if (typeof value === 'boolean' && !isWord) return value ? ` ${attributeName(name)}=""` : ''
  if (!['string', 'number', 'boolean'].includes(typeof value)) return ''
  return ` ${attributeName(name)}="${escaped(String(value))}"`
}

function styleOf(style: unknown): string {
  if (typeof style !== 'object' || style === null) return ''
  const parts = Object.entries(style).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'string' && typeof value !== 'number') return []
    const needsUnit = typeof value === 'number' && value !== 0 && !SIZED.test(name)
    return [`${name.startsWith('--') ? name : hyphened(name)}:${value}${needsUnit ? 'px' : ''}`]
  })
  return parts.length === 0 ? '' : ` style="${escaped(parts.join(';'))}"`
}

/**
 * The HTML of an element and of all that its components draw, as react-dom's server writes it. It is
 * for pictures: what a form holds and what is listened to is left out.
 */
export function markup(node: unknown): string {
  if (typeof node === 'string') return escaped(node)
  if (typeof node === 'number') return String(node)
  if (Array.isArray(node)) return node.map(markup).join('')
  if (typeof node !== 'object' || node === null || !('type' in node) || !('props' in node))
    return ''
  const { type, props } = node as { type: unknown; props: Readonly<Record<string, unknown>> }
  if (typeof type === 'function') return markup((type as (given: object) => unknown)(props))
  if (typeof type !== 'string') return markup(props['children'])
  const attributes = Object.entries(props).map(attribute).join('') + styleOf(props['style'])
  if (EMPTY.has(type)) return `<${type}${attributes}/>`
  return `<${type}${attributes}>${markup(props['children'])}</${type}>`
}
