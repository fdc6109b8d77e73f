import type { Run } from '../run'
import { outputOf } from './output'
import type { LineEntry } from './entries'

/** The name of a file of one host. */
export function fileKey(host: string, path: string): string {
  return `${host}|${path.replace(/^\.\//, '')}`
}

interface Write {
  readonly entry: LineEntry
  readonly key: string
  readonly append: boolean
}

function writes(run: Run): readonly Write[] {
  const cursor = run.cursor()
  return run
    .branch()
    .journal.entries.flatMap((entry) =>
      entry.type === 'line' && entry.from <= cursor && entry.output !== null
        ? [{ entry, ...entry.output }]
        : [],
    )
}

/** A file that a redirection wrote, as it is at the cursor, or null. */
export function readFile(run: Run, key: string): string | null {
  let text: string | null = null
  for (const write of writes(run)) {
    if (write.key !== key) continue
    const written = outputOf(run, write.entry).join('\n')
    text = write.append && text !== null ? `${text}\n${written}` : written
  }
  return text
}

/** The names of a host's files, sorted. */
export function listFiles(run: Run, host: string): readonly string[] {
  const prefix = `${host}|`
  const names = writes(run).flatMap(({ key }) =>
    key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
  )
  return [...new Set(names)].sort()
}
