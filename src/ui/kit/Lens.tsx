import type { ReactNode } from 'react'
import type { MainLens } from '~/store/layout'
import { LensHead } from './LensHead'
import './lens.css'

interface LensProps {
  readonly name: MainLens
  readonly title: string
  readonly summary: string
  /** Choosers, text view, export. */
  readonly tools: ReactNode
  readonly children: ReactNode
}

/**
 * The frame of a lens: heading, one sentence, tools, drawing. Below the stage its tab is its
 * heading: the tools stand beside the tabs, heading and sentence are for screen readers.
 */
export function Lens({ name, title, summary, tools, children }: LensProps) {
  return (
    <div className="lens" data-lens={name}>
      <LensHead title={title} summary={summary}>
        {tools}
      </LensHead>
      {children}
    </div>
  )
}
