/**
 * How docker says how long something lasts. Go: units.HumanDuration.
 * @param micros whole simulated microseconds
 */
export function humanDuration(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000)
  if (seconds < 1) return 'Less than a second'
  if (seconds === 1) return '1 second'
  if (seconds < 60) return `${seconds} seconds`
  const minutes = Math.floor(seconds / 60)
  if (minutes === 1) return 'About a minute'
  if (minutes < 60) return `${minutes} minutes`
  const hours = Math.floor(seconds / 3600 + 0.5)
  if (hours === 1) return 'About an hour'
  if (hours < 48) return `${hours} hours`
  const days = Math.floor(hours / 24)
  return `${days} days`
}

/**
 * A table as docker prints it: columns ten wide at least, three blanks between them, nothing
 * after the last. Go: tabwriter with minwidth 10 and padding 3.
 */
export function dockerTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length + 3), 10),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join(''),
  )
}

/** A published port of a container. */
export interface ContainerPort {
  readonly outer: number
  readonly inner: number
}

/** The PORTS column: neighbouring ports as a range. Go: formatter.DisplayablePorts. */
export function portsText(ports: readonly ContainerPort[]): string {
  const groups: { first: ContainerPort; last: ContainerPort }[] = []
  for (const port of [...ports].sort((a, b) => a.inner - b.inner || a.outer - b.outer)) {
    const group = groups.at(-1)
    const isNext =
      group !== undefined &&
      port.inner === group.last.inner + 1 &&
      port.outer === group.last.outer + 1
    if (isNext) group.last = port
    else groups.push({ first: port, last: port })
  }
  const range = (from: number, to: number) => (from === to ? String(from) : `${from}-${to}`)
  return groups
    .flatMap(({ first, last }) => {
      const outer = range(first.outer, last.outer)
      const inner = range(first.inner, last.inner)
      return ['0.0.0.0', '[::]'].map((host) => `${host}:${outer}->${inner}/tcp`)
    })
    .join(', ')
}

/** One line of compose's progress. */
export interface ProgressRow {
  /** `Container kafka`, `Volume …`. */
  readonly subject: string
  /** `Started`, `Stopping`. */
  readonly status: string
  readonly isDone: boolean
  readonly elapsedMicros: number
}

/** Compose's progress as it stands: a title with how many are done, and a line for each. */
export function progressLines(title: string, rows: readonly ProgressRow[]): readonly string[] {
  const done = rows.filter(({ isDone }) => isDone).length
  const subject = Math.max(...rows.map((row) => row.subject.length))
  const status = Math.max(...rows.map((row) => row.status.length))
  return [
    `[+] ${title} ${done}/${rows.length}`,
    ...rows.map((row) => {
      const tenths = Math.floor(row.elapsedMicros / 100_000)
      const time = `${Math.floor(tenths / 10)}.${tenths % 10}s`
      const mark = row.isDone ? '✔' : '⠿'
      return ` ${mark} ${row.subject.padEnd(subject)}  ${row.status.padEnd(status)}  ${time}`
    }),
  ]
}

/** A container's id as 64 hexadecimal digits, made from its name and when it was created. */
export function containerId(name: string, createdMicros: number): string {
  let hash = 0x811c9dc5
  let text = ''
  const seed = `${name}@${createdMicros}`
  for (let round = 0; text.length < 64; round += 1) {
    for (const character of `${seed}/${round}`) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
    }
    text += (hash >>> 0).toString(16).padStart(8, '0')
  }
  return text.slice(0, 64)
}
