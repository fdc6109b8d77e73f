import { eventAt } from '~/store/eventAt'
import type { LadderEvent } from '~/views/ladder'
import type { Rows } from '../kit/lens/ExportMenu'
import { seconds } from '../kit/text/format'
import { eventSentence } from '../kit/text/factSentence'
import type { Say } from '../kit/text/useWords'
import type { ShownLadder } from './useLadder'

/** The events that stand on shown lanes, oldest first. */
export function shownEvents({ ladder, lanes }: ShownLadder): readonly LadderEvent[] {
  const shown = new Set(lanes.map(({ process }) => process))
  return ladder.rows.flatMap((row) => (row.type === 'event' && shown.has(row.process) ? [row] : []))
}

/** The shown events as rows of a file; the words of the first row are names of fields. */
export function eventRows(t: Say, shown: ShownLadder): Rows {
  return [
    ['event', 'seconds', 'process', 'kind', 'name', 'from', 'cause', 'sentence'],
    ...shownEvents(shown).map(({ event, process }) => [
      event.index,
      seconds(event.at),
      process,
      event.kind,
      event.name,
      event.from,
      event.cause < 0 ? null : event.cause,
      eventSentence(t, event),
    ]),
  ]
}

/** One event with its cause as a line of text. */
function textLine(t: Say, { event }: LadderEvent): string {
  const said = t('ladder.line', {
    index: event.index,
    time: seconds(event.at),
    said: eventSentence(t, event),
  })
  if (event.cause < 0) return said
  const cause = eventSentence(t, eventAt(event.cause))
  return `${said} ${t('ladder.because', { index: event.cause, said: cause })}`
}

/** The ladder as lines of text. */
export function textLines(t: Say, shown: ShownLadder): readonly string[] {
  return shownEvents(shown).map((row) => textLine(t, row))
}
