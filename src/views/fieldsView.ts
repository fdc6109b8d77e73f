/** One field of a request, a response or a record, as Kafka names it. */
export interface FieldRow {
  readonly name: string
  readonly value: string
  /** How deep it is nested, from 0. */
  readonly depth: number
}

/** A message of so many fields is cut off there. */
const ROWS = 200

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return null
}

function add(
  rows: FieldRow[],
  name: string,
  { value, depth }: { value: unknown; depth: number },
): void {
  if (rows.length >= ROWS) return
  const text = textOf(value)
  if (text !== null) {
    rows.push({ name, value: text, depth })
    return
  }
  if (typeof value !== 'object' || value === null) return
  const children = Array.isArray(value)
    ? value.map((item, at): readonly [string, unknown] => [`${name}[${at}]`, item])
    : Object.entries(value)
  rows.push({ name, value: Array.isArray(value) ? `${value.length}` : '', depth })
  for (const [child, item] of children) add(rows, child, { value: item, depth: depth + 1 })
}

/** The fields of a value, nested ones below their owner. */
export function fieldsOf(value: object): readonly FieldRow[] {
  const rows: FieldRow[] = []
  for (const [name, item] of Object.entries(value)) add(rows, name, { value: item, depth: 0 })
  return rows
}
