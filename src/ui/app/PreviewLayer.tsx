import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { preview } from '~/store/preview'
import type { Near, Preview } from '~/store/preview'
import { CARD, placeCard } from '../kit/hover/previewPlace'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'
import { hostNames, previewLines, verbText } from '../kit/text/verbWords'
import './preview.css'

/**
 * What the verb under the pointer or the focus would do, found by a dry run, wherever on the page
 * it is offered. EXPERIENCE (e).
 */
export function PreviewLayer() {
  const shown = useStore(preview)
  const { offer, near } = shown
  if (offer === null || near === null) return null
  // A menu hides the rest of the page from screen readers: what tells of its verbs stays told.
  return createPortal(
    <div data-react-aria-top-layer="true">
      <Card shown={{ ...shown, offer }} near={near} />
    </div>,
    document.body,
  )
}

interface CardProps {
  readonly shown: Preview & { readonly offer: NonNullable<Preview['offer']> }
  readonly near: Near
}

function Card({ shown, near }: CardProps) {
  const { t } = useWords()
  const { cluster } = useFrame()
  const { offer, effects } = shown
  const { x, y } = placeCard(near, { width: window.innerWidth, height: window.innerHeight })
  const note = noteOf(t, offer.verb)
  return (
    <div className="preview-card" role="status" style={{ left: x, top: y, maxWidth: CARD.width }}>
      <p className="preview-title">
        <span className="preview-mark">{t('preview.title')}</span>{' '}
        {verbText(t, hostNames(t, cluster), offer)}
      </p>
      {note === null ? null : <p>{note}</p>}
      <ul>
        {previewLines(t, shown).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {effects === null ? null : <p className="preview-sub">{t('preview.sub')}</p>}
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
