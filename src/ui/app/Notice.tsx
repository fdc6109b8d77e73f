import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Notice as Told } from '~/store/notice'
import { notices, notify } from '~/store/notice'
import { seconds } from '../kit/text/format'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'
import { permissionName } from '../kit/text/verbWords'
import './notice.css'

/** Long enough to be read, ms. */
const SHOWN_MS = 6_000

function noticeText(t: Say, notice: Told): string {
  switch (notice.type) {
    case 'notFound': {
      const unit = t(notice.unit === 'condition' ? 'until.condition' : 'time.unit.moment')
      return t('notice.notFound', { unit, time: seconds(notice.micros) })
    }
    case 'seed':
      return t(notice.isNew ? 'notice.shuffled' : 'notice.reset', { seed: notice.seed })
    case 'saved':
      return t('notice.saved', { name: notice.name })
    case 'notKept':
      return t('notice.notKept')
    case 'notSet':
      return t('notice.notSet')
    case 'verbOff':
      return t('notice.verbOff', { verb: permissionName(t, notice.verb) })
  }
}

/** What a person is told once; it goes by itself, or at a press. */
export function Notice() {
  const { t } = useWords()
  const notice = useStore(notices, (state) => state.notice)
  useEffect(() => {
    if (notice === null) return undefined
    const timer = window.setTimeout(() => notify(null), SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [notice])
  return (
    <div className="notice-place" role="status">
      {notice === null ? null : (
        <button className="notice" onClick={() => notify(null)}>
          {noticeText(t, notice)}
        </button>
      )}
    </div>
  )
}
