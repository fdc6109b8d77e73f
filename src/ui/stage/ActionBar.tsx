import { useStore } from 'zustand'
import { arrange, layout } from '~/store/layout'
import { useWords } from '../kit/useWords'
import type { Actions } from './actions'
import { LaterMenuButton } from './LaterMenus'
import type { Box } from './layout'

interface BarProps {
  readonly actions: Actions
  /** The mark that the bar belongs to, and the room it may use, px of the screen. */
  readonly box: Box
  readonly room: { readonly width: number; readonly height: number }
}

const BAR_HEIGHT = 36
const BAR_WIDTH = 376

/** The verbs of what is chosen, floating under it. EXPERIENCE (e): two clicks from rest. */
export function ActionBar({ actions, box, room }: BarProps) {
  const { t } = useWords()
  // Where the inspector is a drawer or a sheet, this is how a finger opens it.
  const inspectorOpen = useStore(layout, (state) => state.inspectorOpen)
  const below = box.y + box.height + 8
  const top = below + BAR_HEIGHT > room.height ? Math.max(0, box.y - BAR_HEIGHT - 8) : below
  const left = Math.max(4, Math.min(box.x, room.width - BAR_WIDTH))
  return (
    <div
      role="toolbar"
      className="stage-bar"
      aria-label={t('act.for', { name: actions.name })}
      style={{ left, top }}
    >
      {actions.verbs.map(({ id, label, run }) => (
        <button key={id} className="stage-verb" data-verb={id} onClick={run}>
          {label}
        </button>
      ))}
      {actions.links.length === 0 ? null : (
        <LaterMenuButton
          label={t('act.cut')}
          actions={actions.links}
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
