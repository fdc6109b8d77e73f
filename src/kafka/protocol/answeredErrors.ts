import type { Body } from './rpc'

/** An error that an answer carries. */
export interface AnsweredError {
  readonly error: string
  /** The partition that it is of, `orders-0`; null: of the request, or of something else in it. */
  readonly partition: string | null
}

type Row = Readonly<Record<string, unknown>>

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null
}

/** The rows of an answer's lists that may carry errors: all rows of a list have the same fields. */
function rowsOf(within: object): readonly Row[] {
  const values: readonly unknown[] = Object.values(within)
  return values.flatMap((list) => {
    if (!Array.isArray(list)) return []
    const rows: readonly unknown[] = list
    const [first] = rows
    return isRow(first) && 'error' in first ? rows.filter(isRow) : []
  })
}

function nameOf({ topic, partition }: Row): string | null {
  return typeof topic === 'string' && typeof partition === 'number' ? `${topic}-${partition}` : null
}

/** A broker has told by itself what it refused to append; what fails later is in the log already. */
function isTold({ api }: Body, { baseOffset }: Row): boolean {
  return api === 'Produce' && baseOffset === -1
}

/** Errors of the parts that are asked for, at an answer's top and in whatever it lists. */
function collect(body: Body, isAsked: (part: Row) => boolean): readonly AnsweredError[] {
  const errors: AnsweredError[] = []
  const take = (part: Row, partition: string | null) => {
    const { error } = part
    if (typeof error === 'string' && error !== 'NONE' && isAsked(part)) {
      errors.push({ error, partition })
    }
  }
  take({ ...body }, null)
  for (const row of rowsOf(body)) {
    take(row, nameOf(row))
    // A topic's partitions stand within it: in Metadata it is called by its name.
    for (const part of rowsOf(row)) take(part, nameOf({ ...part, topic: row['name'] }))
  }
  return errors
}

/** The errors that an answer carries: of all that was asked, of a partition, a topic, a group …. */
export function errorsIn(body: Body): readonly AnsweredError[] {
  return collect(body, () => true)
}

/** The errors of an answer that no fact `RequestRefused` has told of before it came. */
export function answeredErrors(body: Body): readonly AnsweredError[] {
  return collect(body, (part) => !isTold(body, part))
}
