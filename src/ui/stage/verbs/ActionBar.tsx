import { useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { arrange, layout } from '~/store/layout'
import { endPreview } from '~/store/preview'
import { FINGER, INSPECTOR_WIDTH, PHONE, TABLET, useMedia } from '../../kit/useMedia'
import { useWords } from '../../kit/text/useWords'
import type { Actions } from './actions'
import type { BarWish } from './bar.geometry'
import { dockBar, placeBar } from './bar.geometry'
import { LaterMenuButton } from './LaterMenus'
import type { Box } from '../place/layout'
import { BAR, doableFirst, LINE, partsOf, SHORT_BAR } from './menuGroups'
import { MoreVerbs } from './MoreVerbs'
import { useUnfolded } from './useUnfolded'
import { VerbButton } from './VerbButton'

interface BarProps extends Omit<BarWish, 'bar' | 'room'> {
  readonly actions: Actions
  /** The whole stage, px. */
  readonly room: { readonly width: number; readonly height: number }
  /** As wide as the rows are right of their headers, px: wider, it would lie over the clients. */
  readonly widest: number
}

/** A stage on which a long bar has no room beside the controllers, px. */
const NARROW = 900

/** Before it has been measured. */
const ABOUT = { width: 420, height: 72 }

/**
 * The verbs of what is chosen, floating near it: those that are used most, the rest behind a button
 * that a pointer opens by resting on it. Under a finger all are in one line that is pushed along.
 * EXPERIENCE (e): two clicks from rest.
 */
export function ActionBar(props: BarProps) {
  const { actions, box, room } = props
  const { t } = useWords()
  const inspectorOpen = useStore(layout, (state) => state.inspectorOpen)
  const [root, { left, top, maxWidth }] = usePlace(props)
  const more = useUnfolded(root)
  const isPhone = useMedia(PHONE)
  const isLine = useMedia(FINGER) || isPhone
  const bar = room.width < NARROW ? SHORT_BAR : BAR
  const { first, groups } = isLine
    ? partsOf(doableFirst(actions.verbs), LINE)
    : partsOf(actions.verbs, bar)
  const links = actions.links()
  return (
    <div
      ref={root}
      role="toolbar"
      className="stage-bar"
      aria-label={t('act.for', { name: actions.name })}
      data-line={isLine || undefined}
      style={{ left, top, maxWidth }}
      {...more.holder}
    >
      {first.map((action) => (
        <VerbButton key={action.id} action={action} />
      ))}
      {groups.length === 0 ? null : (
        <button className="stage-verb" data-verbs="more" {...more.button}>
          {t('act.more')}
        </button>
      )}
      {more.isOpen && groups.length > 0 ? (
        <MoreVerbs groups={groups} at={{ x: left, y: top }} chosen={box} onDone={more.close} />
      ) : null}
      {links.length === 0 ? null : (
        <LaterMenuButton
          label={t('act.links')}
          actions={links}
          className="stage-verb"
          placement="bottom start"
        />
      )}
      {/* Where the inspector is a drawer or a sheet, this is how a finger opens it. */}
      {inspectorOpen ? null : (
        <button className="stage-verb" onClick={() => arrange({ inspectorOpen: true })}>
          {t('act.details')}
        </button>
      )}
    </div>
  )
}

/** Where a bar stands, and how wide it may be, px of the stage. */
function usePlace(props: BarProps) {
  const root = useRef<HTMLDivElement>(null)
  const { actions, box, room, others, widest } = props
  const inspectorOpen = useStore(layout, (state) => state.inspectorOpen)
  const isTablet = useMedia(TABLET)
  const isPhone = useMedia(PHONE)
  // What a drawer covers is no room.
  const hides = inspectorOpen && isTablet && !isPhone ? INSPECTOR_WIDTH : 0
  const [bar, setBar] = useState(ABOUT)
  const [sight, setSight] = useState<Box>({ x: 0, y: 0, ...room })
  const shape = actions.verbs.map(({ label }) => label).join()
  const seen = {
    ...sight,
    width: Math.max(0, Math.min(sight.width, room.width) - hides),
    height: Math.min(sight.height, room.height),
  }
  const maxWidth = widestBar(seen.width, widest)
  useLayoutEffect(() => {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = root.current ?? {}
    if (width > 0) setBar({ width, height })
    const scroller = root.current?.closest('.stage-scroll') ?? null
    if (scroller !== null) setSight(sightOf(scroller))
    return () => endPreview()
  }, [shape, maxWidth, box.x, box.y])
  const wish = { box, bar, room: seen, others }
  // Where nothing lies over it, the phone keeps a place for it.
  const docked = isPhone && !inspectorOpen ? dockBar(wish) : null
  const { x: left, y: top } = docked ?? placeBar(wish)
  return [root, { left, top, maxWidth }] as const
}

/** What of a stage is in sight, px of its sheet. */
function sightOf({ scrollLeft, scrollTop, clientWidth, clientHeight }: Element): Box {
  return { x: scrollLeft, y: scrollTop, width: clientWidth, height: clientHeight }
}

/** How wide a bar may be: a long list of verbs takes few lines where there is room. */
function widestBar(room: number, widest: number): number {
  return Math.min(Math.max(520, Math.min(640, room * 0.66, widest)), room - 8)
}
