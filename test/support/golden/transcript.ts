/** One step of a transcript with the answer that was recorded. */
export interface Step {
  /** 1-based line of the file. */
  readonly line: number
  readonly kind: '$' | '=' | '&' | '>' | '<' | '!'
  readonly text: string
  readonly input: readonly string[]
  readonly expected: readonly string[]
  readonly isUnordered: boolean
}

/** A transcript, taken apart. */
export interface Transcript {
  readonly file: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly steps: readonly Step[]
}

const HEADER = /^# (title|kafka|note|cluster|server(?: \d+)?): (.*)$/

type Growing = {
  -readonly [F in keyof Step]: Step[F] extends readonly string[] ? string[] : Step[F]
}

/** Reads a transcript. @throws Error with the place where a line fits nothing. */
export function parseTranscript(file: string, text: string): Transcript {
  const headers: { name: string; value: string }[] = []
  const steps: Growing[] = []
  let isUnordered = false
  // eslint-disable-next-line complexity -- one branch a kind of line
  text.split('\n').forEach((raw, index) => {
    const header = HEADER.exec(raw)
    const last = steps.at(-1)
    if (header !== null && last === undefined) {
      headers.push({ name: header[1] ?? '', value: header[2] ?? '' })
    } else if (raw === '# unordered') isUnordered = true
    else if (raw.startsWith('# ') || raw === '') return
    else if (/^[$=&><!] /.test(raw)) {
      const kind = raw[0] as Step['kind']
      const step = {
        line: index + 1,
        kind,
        text: raw.slice(2),
        input: [],
        expected: [],
        isUnordered,
      }
      steps.push(step)
      isUnordered = false
    } else if (last !== undefined && (raw.startsWith('| ') || raw === '|')) {
      last.input.push(raw.slice(2))
    } else if (last !== undefined && /^( {2}|2> |2>$|\[exit)/.test(raw)) {
      last.expected.push(raw.replace(/\s+$/, ''))
    } else throw new Error(`${file}:${index + 1}: not a line of a transcript: ${raw}`)
  })
  return { file, headers, steps }
}
