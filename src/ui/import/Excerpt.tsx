import type { GivenFile } from '~/store/dropped'
import { excerpt } from '~/store/importing'

interface ExcerptProps {
  readonly files: readonly GivenFile[]
  readonly at: { readonly file: string | null; readonly line: number | null }
}

/** The line of a file, with the one above and the one below. */
export function Excerpt({ files, at }: ExcerptProps) {
  const lines = excerpt(files, at)
  if (lines.length === 0) return null
  return (
    <pre className="import-excerpt">
      {lines.map(({ line, text, isIt }) => (
        <span key={line} data-it={isIt || undefined}>
          <span className="import-number">{line}</span>
          {text === '' ? ' ' : text}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}
