import { useCallback } from 'react'
import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { select, selection } from '~/store/selection'
import { current, makeCurrent } from './marks/current'
import type { Direction, Thing } from './marks/things'
import { nearest } from './marks/things'

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** What the keys of the stage need to know. */
interface KeyWish {
  /** The marks there are now. */
  readonly things: () => readonly Thing[]
  /** Opens the verbs of a mark as a menu. */
  readonly onMenu: (key: string) => void
}

/**
 * Keys of the stage: arrows to the nearest mark, Enter chooses and goes in, Escape goes out, M or
 * Shift+F10 opens the verbs. EXPERIENCE (i), stage navigation.
 */
export function useStageKeys({ things, onMenu }: KeyWish): (event: KeyboardEvent<Element>) => void {
  return useCallback(
    (event) => {
      const all = things()
      const here = all.find(({ key }) => key === current.getState().key)
      if (here === undefined || event.ctrlKey || event.metaKey || event.altKey) return
      if (!obey(event, { all, here, onMenu })) return
      event.preventDefault()
      event.stopPropagation()
    },
    [things, onMenu],
  )
}

interface Situation {
  readonly all: readonly Thing[]
  readonly here: Thing
  readonly onMenu: KeyWish['onMenu']
}

/** Does what a key asks for; false when it asks for nothing here. */
function obey(event: KeyboardEvent<Element>, { all, here, onMenu }: Situation): boolean {
  const root = event.currentTarget
  const direction = ARROWS[event.code]
  if (direction !== undefined) {
    focusOn(root, nearest(all, here, direction))
    return true
  }
  switch (event.code) {
    case 'Enter':
    case 'NumpadEnter':
      goIn(root, all, here)
      return true
    case 'Escape':
      return goOut(root, all, here)
    case 'F10':
    case 'KeyM':
      if (here.selected === null || (event.code === 'F10' && !event.shiftKey)) return false
      select(here.selected)
      onMenu(here.key)
      return true
    default:
      return false
  }
}

function focusOn(root: Element, thing: Thing | null): void {
  if (thing === null) return
  // A mark of thousands is there only once the keys are at it.
  flushSync(() => makeCurrent(thing.key))
  const mark = root.querySelector(`[data-key="${CSS.escape(thing.key)}"]`)
  if (mark instanceof SVGElement) mark.focus()
}

/** Chooses a mark; one that is chosen already is entered. */
function goIn(root: Element, things: readonly Thing[], here: Thing): void {
  const { selected } = selection.getState()
  const isChosen = selected !== null && JSON.stringify(selected) === JSON.stringify(here.selected)
  const inside = things.find(({ parent }) => parent === here.key)
  if (isChosen && inside !== undefined) return focusOn(root, inside)
  const mark = root.querySelector(`[data-key="${CSS.escape(here.key)}"]`)
  mark?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
}

/** Out of a row, or lets go of what is chosen; false when there is nothing to leave. */
function goOut(root: Element, things: readonly Thing[], here: Thing): boolean {
  const outer = things.find(({ key }) => key === here.parent)
  if (outer !== undefined) {
    focusOn(root, outer)
    return true
  }
  if (selection.getState().selected === null) return false
  select(null)
  return true
}
