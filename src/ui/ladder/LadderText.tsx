import { eventAt } from '~/store/eventAt'
import { setPlaying } from '~/store/playback'
import { seek } from '~/store/session'
import type { EventView } from '~/views/eventView'
import { seconds } from '../kit/text/format'
import { eventSentence } from '../kit/text/factSentence'
import { InWords } from '../kit/lens/InWords'
import { useWords } from '../kit/text/useWords'
import { shownEvents } from './eventRows'
import type { ShownLadder } from './useLadder'

/** The ladder in words: events in order, each with what made it happen. */
export function LadderText({ shown }: { readonly shown: ShownLadder }) {
  const { t } = useWords()
  return (
    <InWords label={t('tab.ladder')}>
      <ol className="ladder-events">
        {shownEvents(shown).map(({ event }) => (
          <li key={event.index} aria-current={event.index === shown.cursor - 1 || undefined}>
            <GoTo event={event} /> {eventSentence(t, event)}{' '}
            {event.cause < 0 ? null : <Because event={eventAt(event.cause)} />}
          </li>
        ))}
      </ol>
    </InWords>
  )
}

function Because({ event }: { readonly event: EventView }) {
  const { t } = useWords()
  return (
    <span className="ladder-because">
      {t('ladder.because', { index: event.index, said: eventSentence(t, event) })}
    </span>
  )
}

function GoTo({ event }: { readonly event: EventView }) {
  const { t } = useWords()
  const time = seconds(event.at)
  return (
    <button
      className="text-button ladder-goto"
      aria-label={t('ladder.goto', { index: event.index, time })}
      onClick={() => {
        setPlaying(false)
        seek(event.index + 1)
      }}
    >
      {time}
    </button>
  )
}
