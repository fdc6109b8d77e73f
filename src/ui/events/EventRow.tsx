import type { EventView } from '~/views/eventView'
import { sayName } from '~/words/say'
import { duration, seconds } from '../kit/text/format'
import { eventSentence, factSentence, mainFact } from '../kit/text/factSentence'
import { FamilyGlyph } from '../kit/FamilyGlyph'
import { useEventPointing } from '../kit/hover/useEventPointing'
import { useWords } from '../kit/text/useWords'
import type { Row } from './rows'
import { rowId } from './rows'

interface EventRowProps {
  readonly row: Row
  readonly top: number
  /** From 1, header row not counted. */
  readonly number: number
  readonly isActive: boolean
  readonly isOpen: boolean
  /** The event just before the cursor. */
  readonly isNow: boolean
  readonly onPress: () => void
  readonly onToggle: () => void
}

function useRowText(row: Row) {
  const { t } = useWords()
  const { event } = row
  if (row.type === 'fact') return { text: factSentence(t, row.fact), rule: row.fact.rule }
  const text = eventSentence(t, event)
  if (row.type === 'event') return { text, rule: mainFact(event)?.rule ?? null }
  const word = row.type === 'cause' ? 'events.causes' : 'events.effects'
  return { text: `${t(word, { index: event.index })}: ${text}`, rule: null }
}

interface TimeCellProps {
  readonly event: EventView
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function TimeCell({ event, isOpen, onToggle }: TimeCellProps) {
  const { t } = useWords()
  return (
    <>
      <button
        className="event-toggle"
        tabIndex={-1}
        aria-label={t('events.more', { index: event.index })}
        onClick={(press) => {
          press.stopPropagation()
          onToggle()
        }}
      >
        {isOpen ? '▾' : '▸'}
      </button>
      {seconds(event.at)}
    </>
  )
}

function Who({ event }: { readonly event: EventView }) {
  const { t, language } = useWords()
  const giver = { person: 'events.you', scenario: 'events.scenario' } as const
  const who = [event.from, event.command === null ? event.to : t(giver[event.command.by])]
  return who.flatMap((name) => (name === null ? [] : [sayName(language, name)])).join(' → ')
}

/** One line of the list. */
export function EventRow(props: EventRowProps) {
  const { row, top, number, isActive, isOpen, isNow, onPress, onToggle } = props
  const { text, rule } = useRowText(row)
  const { event } = row
  const isTop = row.type === 'event'
  const points = useEventPointing(event.index)
  return (
    <div
      role="row"
      id={rowId(row)}
      className="event-row"
      style={{ top }}
      aria-level={isTop ? 1 : 2}
      aria-rowindex={number + 1}
      aria-expanded={isTop ? isOpen : undefined}
      data-active={isActive || undefined}
      data-now={isNow || undefined}
      data-level={isTop ? 1 : 2}
      {...points}
      onClick={onPress}
    >
      <span role="gridcell" className="event-time">
        {isTop ? <TimeCell event={event} isOpen={isOpen} onToggle={onToggle} /> : null}
      </span>
      <span role="gridcell" className="event-since">
        {isTop && row.since !== null ? `+${duration(row.since)}` : null}
      </span>
      <span role="gridcell" className="event-who">
        {row.type === 'fact' ? null : <Who event={event} />}
      </span>
      <span role="gridcell" className="event-glyph">
        {isTop && event.family !== null ? (
          <FamilyGlyph family={event.family} isHollow={event.kind === 'response'} />
        ) : null}
      </span>
      <span role="gridcell" className="event-what" title={text}>
        {text}
      </span>
      <span role="gridcell" className="event-rule">
        {rule}
      </span>
    </div>
  )
}
