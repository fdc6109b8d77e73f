import { useStore } from 'zustand'
import { preview } from '~/store/preview'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/useWords'
import { useWords } from '../kit/useWords'
import { hostNames, previewLines, verbText } from '../kit/verbWords'
import type { Box } from './layout'

interface CardProps {
  /** The bar that it stands under or above, px. */
  readonly at: Box
  /** The part of the stage that is in sight. */
  readonly room: Box
}

const WIDTH = 320
const HEIGHT = 150

/** What the verb under the pointer or the focus would do, found by a dry run. EXPERIENCE (e). */
export function PreviewCard({ at, room }: CardProps) {
  const { t } = useWords()
  const { cluster } = useFrame()
  const shown = useStore(preview)
  const { offer, effects } = shown
  if (offer === null) return null
  const below = at.y + at.height + 4
  const isBelow = below + HEIGHT <= room.y + room.height
  const top = isBelow ? below : Math.max(room.y, at.y - HEIGHT - 4)
  const left = Math.max(room.x + 4, Math.min(at.x, room.x + room.width - WIDTH - 4))
  const lines = previewLines(t, shown)
  const note = noteOf(t, offer.verb)
  return (
    <div className="stage-preview" role="status" style={{ left, top, maxWidth: WIDTH }}>
      <p className="stage-preview-title">
        <span className="stage-preview-mark">{t('preview.title')}</span>{' '}
        {verbText(t, hostNames(t, cluster), offer)}
      </p>
      {note === null ? null : <p>{note}</p>}
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {effects === null ? null : <p className="stage-preview-sub">{t('preview.sub')}</p>}
    </div>
  )
}

function noteOf(t: Say, verb: string): string | null {
  switch (verb) {
    case 'drop':
      return t('about.message.drop')
    case 'duplicate':
      return t('about.message.duplicate')
    case 'reorder':
      return t('about.message.reorder')
    default:
      return null
  }
}
