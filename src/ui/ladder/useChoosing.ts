import type { KeyboardEvent, MouseEvent } from 'react'
import { useStore } from 'zustand'
import { eventAt } from '~/store/eventAt'
import { ladder, planLadder } from '~/store/ladder'
import { setPlaying } from '~/store/playback'
import { hoverEvent } from '~/store/pointing'
import { hover } from '~/store/hover'
import { select } from '~/store/selection'
import { seek } from '~/store/session'
import type { EventMark } from './ladder.geometry'

const MOVES: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
}

function indexOf(target: EventTarget | null): number | null {
  const mark = target instanceof Element ? target.closest<SVGGElement>('[data-index]') : null
  return mark === null ? null : Number(mark.dataset['index'])
}

/** Chooses an event here, and its message in every lens that can show it. */
function choose(index: number): void {
  planLadder({ chosen: index })
  const { message } = eventAt(index)
  if (message !== null) select({ kind: 'message', id: message })
}

function goTo(index: number): void {
  setPlaying(false)
  choose(index)
  seek(index + 1)
}

function reveal(box: Element, index: number): void {
  box.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: 'nearest' })
}

/** One tab stop: arrow keys and clicks choose an event, Enter and double clicks go there. */
export function useChoosing(events: readonly EventMark[], cursor: number) {
  const chosen = useStore(ladder, (state) => state.chosen)
  const active = chosen ?? events.findLast(({ index }) => index < cursor)?.index ?? null
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const by = MOVES[event.key]
    if (event.key === 'Escape' && chosen !== null) planLadder({ chosen: null })
    else if (event.key === 'Enter' && active !== null) goTo(active)
    else if (by !== undefined) {
      const at = events.findIndex(({ index }) => index === active)
      const next = events[Math.max(0, Math.min(events.length - 1, at + by))]
      if (next === undefined) return
      choose(next.index)
      hoverEvent(next.index)
      reveal(event.currentTarget, next.index)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    active,
    handlers: {
      onKeyDown,
      onFocus: () => {
        if (active !== null) hoverEvent(active)
      },
      onBlur: () => hover([]),
      onClick: ({ target }: MouseEvent) => {
        const index = indexOf(target)
        if (index === null) planLadder({ chosen: null })
        else choose(index)
      },
      onDoubleClick: ({ target }: MouseEvent) => {
        const index = indexOf(target)
        if (index !== null) goTo(index)
      },
    },
  }
}
