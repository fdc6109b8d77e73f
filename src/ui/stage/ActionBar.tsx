import { useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { arrange, layout } from '~/store/layout'
import { endPreview, previewOffer } from '~/store/preview'
import { nearOf } from '../kit/previewPlace'
import { INSPECTOR_WIDTH, PHONE, TABLET, useMedia } from '../kit/useMedia'
import { useWords } from '../kit/useWords'
import { shortVerb } from '../kit/verbWords'
import type { Action, Actions } from './actions'
import type { BarWish } from './bar.geometry'
import { dockBar, placeBar } from './bar.geometry'
import { LaterMenuButton } from './LaterMenus'
import type { Box } from './layout'

interface BarProps extends Omit<BarWish, 'bar' | 'room'> {
  readonly actions: Actions
  /** The whole stage, px. */
  readonly room: { readonly width: number; readonly height: number }
  /** As wide as the rows are right of their headers, px: wider, it would lie over the clients. */
  readonly widest: number
}

/** Before it has been measured. */
const ABOUT = { width: 420, height: 72 }

/** The verbs of what is chosen, floating near it. EXPERIENCE (e): two clicks from rest. */
export function ActionBar({ actions, box, room, others, widest }: BarProps) {
  const { t } = useWords()
  // Where the inspector is a drawer or a sheet, this is how a finger opens it.
  const inspectorOpen = useStore(layout, (state) => state.inspectorOpen)
  const isTablet = useMedia(TABLET)
  const isPhone = useMedia(PHONE)
  // What a drawer covers is no room.
  const hides = inspectorOpen && isTablet && !isPhone ? INSPECTOR_WIDTH : 0
  const [bar, setBar] = useState(ABOUT)
  const [sight, setSight] = useState<Box>({ x: 0, y: 0, ...room })
  const root = useRef<HTMLDivElement>(null)
  const shape = actions.verbs.map(({ label }) => label).join()
  const seen = {
    ...sight,
    width: Math.max(0, Math.min(sight.width, room.width) - hides),
    height: Math.min(sight.height, room.height),
  }
  const most = widestBar(seen.width, widest)
  useLayoutEffect(() => {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = root.current ?? {}
    if (width > 0) setBar({ width, height })
    const scroller = root.current?.closest('.stage-scroll') ?? null
    if (scroller !== null) setSight(sightOf(scroller))
    return () => endPreview()
  }, [shape, most, box.x, box.y])
  const wish = { box, bar, room: seen, others }
  // Where nothing lies over it, the phone keeps a place for it.
  const docked = isPhone && !inspectorOpen ? dockBar(wish) : null
  const { x: left, y: top } = docked ?? placeBar(wish)
  return (
    <div
      ref={root}
      role="toolbar"
      className="stage-bar"
      aria-label={t('act.for', { name: actions.name })}
      style={{ left, top, maxWidth: most }}
    >
      {actions.verbs.map((action) => (
        <VerbButton key={action.id} action={action} />
      ))}
      {actions.links().length === 0 ? null : (
        <LaterMenuButton
          label={t('act.links')}
          actions={actions.links()}
          className="stage-verb"
          placement="bottom start"
        />
      )}
      {inspectorOpen ? null : (
        <button className="stage-verb" onClick={() => arrange({ inspectorOpen: true })}>
          {t('act.details')}
        </button>
      )}
    </div>
  )
}

/** What of a stage is in sight, px of its sheet. */
function sightOf({ scrollLeft, scrollTop, clientWidth, clientHeight }: Element): Box {
  return { x: scrollLeft, y: scrollTop, width: clientWidth, height: clientHeight }
}

/** How wide a bar may be: a long list of verbs takes few lines where there is room. */
function widestBar(room: number, widest: number): number {
  return Math.min(Math.max(460, Math.min(640, room * 0.66, widest)), room - 8)
}

/** One verb; one that cannot be done now stays in sight and says why. */
function VerbButton({ action }: { readonly action: Action }) {
  const { id, label, run, reason = null, offer } = action
  const look = () => {
    if (offer !== undefined) previewOffer(offer, nearOf('.stage-bar', 'below'))
  }
  return (
    <button
      className="stage-verb"
      data-verb={id}
      aria-disabled={reason !== null || undefined}
      title={reason ?? undefined}
      onPointerEnter={look}
      onPointerLeave={() => endPreview()}
      onFocus={look}
      onBlur={() => endPreview()}
      onClick={() => {
        if (reason !== null) return
        endPreview()
        run()
      }}
    >
      {shortVerb(label)}
    </button>
  )
}
