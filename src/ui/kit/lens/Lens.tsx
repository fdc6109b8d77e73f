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

/** Tells the tabs how wide the tools beside them are: the tabs scroll before they lie under them. */
function makeRoom(lens: HTMLElement | null): (() => void) | undefined {
  const tools = lens?.querySelector<HTMLElement>('.lens-tools') ?? null
  const lower = lens?.closest<HTMLElement>('.app-second') ?? null
  if (tools === null || lower === null) return undefined
  const observer = new ResizeObserver(() => {
    lower.style.setProperty('--lens-tools', `${tools.offsetWidth + 12}px`)
    // The tab of the lens stays in sight.
    const tab = lower.querySelector('.tab[aria-selected="true"]')
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  observer.observe(tools)
  return () => {
    observer.disconnect()
    lower.style.removeProperty('--lens-tools')
  }
}

/**
 * The frame of a lens: heading, one sentence, tools, drawing. Below the stage its tab is its
 * heading: the tools stand beside the tabs, heading and sentence are for screen readers.
 */
export function Lens({ name, title, summary, tools, children }: LensProps) {
  return (
    <div className="lens" data-lens={name} ref={makeRoom}>
      <LensHead title={title} summary={summary}>
        {tools}
      </LensHead>
      {children}
    </div>
  )
}
