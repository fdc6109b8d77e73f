import type { ReactNode } from 'react'
import './inWords.css'

interface InWordsProps {
  /** What is told: the lens by its name. */
  readonly label: string
  readonly children: ReactNode
}

/** A lens in words, tables or lists: it scrolls, so it can be reached. */
export function InWords({ label, children }: InWordsProps) {
  return (
    <div className="in-words word-tables" tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  )
}
