import { useDeferredValue, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { eventsUpTo } from '~/store/details'
import { eventAt } from '~/store/eventAt'
import { selection } from '~/store/selection'
import { eventSentence } from '../kit/text/factSentence'
import { ExportMenu } from '../kit/lens/ExportMenu'
import { Lens } from '../kit/lens/Lens'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { EventGrid } from './EventGrid'
import { eventRows } from './eventRows'
import type { ChosenFilters } from './FilterChips'
import { FilterChips, NO_FILTERS } from './FilterChips'
import './events.css'

/** The list of moments and events. EXPERIENCE C10. */
export function EventLog() {
  const { t } = useWords()
  const { index } = useFrame()
  const selected = useStore(selection, (state) => state.selected)
  const [momentsOnly, setMomentsOnly] = useState(false)
  const [showsQuiet, setShowsQuiet] = useState(false)
  const [onSelection, setOnSelection] = useState(false)
  const [wanted, setWanted] = useState('')
  const text = useDeferredValue(wanted.trim().toLowerCase())
  const [chosen, setChosen] = useState<ChosenFilters>(NO_FILTERS)
  const about = onSelection ? selected : null
  const fitting = eventsUpTo(index, { momentsOnly, showsQuiet, selected: about, ...chosen })
  const shown = useMemo(() => {
    if (text === '') return fitting
    return fitting.filter((at) => {
      const event = eventAt(at)
      const said = `${event.name} ${event.from ?? ''} ${event.to ?? ''} ${eventSentence(t, event)}`
      return said.toLowerCase().includes(text)
    })
  }, [fitting, text, t])
  const chips = [
    ['events.moments', momentsOnly, setMomentsOnly],
    ['events.quiet', showsQuiet, setShowsQuiet],
    ['events.selection', onSelection, setOnSelection],
  ] as const
  return (
    <Lens
      name="events"
      title={t('events.title')}
      summary={t('events.summary', { shown: shown.length, all: index })}
      tools={<ExportMenu file="events" drawing={null} rows={() => eventRows(t, shown)} />}
    >
      <div className="events-filters">
        {chips.map(([word, isOn, set]) => (
          <button key={word} className="chip" aria-pressed={isOn} onClick={() => set(!isOn)}>
            {t(word)}
          </button>
        ))}
        <FilterChips chosen={chosen} onChoose={setChosen} />
        <input
          id="event-filter"
          className="events-filter"
          type="search"
          aria-label={t('events.filter')}
          placeholder={t('events.filter')}
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
      </div>
      {shown.length === 0 ? (
        <p className="events-none">{t('events.none')}</p>
      ) : (
        <EventGrid indexes={shown} />
      )}
    </Lens>
  )
}
