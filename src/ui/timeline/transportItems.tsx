import type { ReactNode } from 'react'
import { bookmarkHere } from '~/store/bookmarks'
import { compare } from '~/store/compare'
import { arrange } from '~/store/layout'
import { setPlaying } from '~/store/playback'
import { branchHere, currentRun, seek } from '~/store/session'
import type { Fitted } from '../kit/fit.geometry'
import type { Say } from '../kit/text/useWords'
import { Futures } from './Futures'
import { Pace, Speed, StepUnit } from './Speed'

/** A control of the transport, in its row or behind its button for the rest. */
export interface TransportItem extends Fitted {
  /** What it chooses, where its own words do not say; none: it is a button that says what it does. */
  readonly name?: string
  readonly control: ReactNode
}

function button(label: string, deed: () => void): ReactNode {
  return (
    <button className="text-button" onClick={deed}>
      {label}
    </button>
  )
}

function goTo(index: () => number): () => void {
  return () => {
    setPlaying(false)
    seek(index())
  }
}

/** What stands at the sides of the buttons of a row that is wide enough. */
function endItems(t: Say): readonly TransportItem[] {
  const toStart = goTo(() => 0)
  const toEnd = goTo(() => currentRun().endIndex())
  return [
    { id: 'start', rank: 10, control: button(t('time.start'), toStart) },
    { id: 'end', rank: 11, control: button(t('time.end'), toEnd) },
  ]
}

/** What the chooser of futures and the button beside it are for: two, at least. */
function futureItems(t: Say): readonly TransportItem[] {
  return [
    { id: 'futures', rank: 7, name: t('time.branches'), control: <Futures /> },
    { id: 'compare', rank: 6, control: button(t('compare.title'), () => compare()) },
  ]
}

/** The controls beside the buttons of time, in their order. */
export function transportItems(t: Say, isPhone: boolean): readonly TransportItem[] {
  return [
    ...(isPhone ? endItems(t) : []),
    { id: 'unit', rank: 0, name: t('time.unit'), control: <StepUnit /> },
    { id: 'speed', rank: 1, name: t('time.speed'), control: <Speed /> },
    { id: 'pace', rank: 8, name: t('time.pace'), control: <Pace /> },
    {
      id: 'until',
      rank: 3,
      control: button(t('until.button'), () => arrange({ overlay: 'until' })),
    },
    { id: 'bookmark', rank: 5, control: button(t('time.bookmark'), bookmarkHere) },
    { id: 'branch', rank: 4, control: button(t('time.branch'), branchHere) },
    ...(currentRun().branches().length < 2 ? [] : futureItems(t)),
    {
      id: 'faults',
      rank: 2,
      control: button(t('faults.open'), () => arrange({ overlay: 'faults' })),
    },
  ]
}
