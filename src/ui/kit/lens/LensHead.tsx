import type { ReactNode } from 'react'

interface LensHeadProps {
  readonly title: string
  readonly summary: string
  /** Buttons of the lens: text view, fit, export. */
  readonly children?: ReactNode
}

/** The head of every lens: heading, one sentence, its buttons. */
export function LensHead({ title, summary, children }: LensHeadProps) {
  return (
    <div className="lens-head">
      <h2>{title}</h2>
      <p>{summary}</p>
      <div className="lens-tools">{children}</div>
    </div>
  )
}
