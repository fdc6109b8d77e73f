import type { CommandType, FactValues, Giver } from '~/views/commandView'
import { viewCommand } from '~/views/commandView'
import type { FactType } from '~/views/eventView'
import { viewFact } from '~/views/eventView'
import type { RecordedStep } from '../history'
import type { Run } from '../run'
import type { FactRow } from './lookBack'
import { ruleOf } from './rules'

/**
 * What a link says besides its fact, in `why.note.<key>`: why others have no copy of records, that
 * votes were split, that sessions began anew.
 */
export interface LinkNote {
  readonly key: 'hindered' | 'elsewhere' | 'tooLate' | 'splitVote' | 'newSessions'
  readonly values: FactValues
}

/** One link of a chain of causes. */
export interface WhyLink {
  readonly index: number
  /** µs. */
  readonly at: number
  readonly said:
    | { readonly type: 'fact'; readonly fact: FactType; readonly values: FactValues }
    | {
        readonly type: 'command'
        readonly command: CommandType
        readonly by: Giver
        readonly values: FactValues
      }
  readonly rule: string | null
  readonly note?: LinkNote
}

/** A chain has so many links at most behind what is explained; EXPERIENCE (f). */
export const LINKS = 7

/** A fact as a link. */
export function linkOf(run: Run, record: FactRow): WhyLink {
  const { type, values } = viewFact(record, run.nameOf)
  const rule = ruleOf(record.fact)
  return { index: record.event, at: record.at, said: { type: 'fact', fact: type, values }, rule }
}

/** What was done with an event, as a link; null: nobody did anything. */
export function commandLink(run: Run, { event }: RecordedStep): WhyLink | null {
  if (event.what.type !== 'Command') return null
  const giver = run.giverOf(event.index)
  const { type: command, by, values } = viewCommand(event.what.command, run.nameOf, giver)
  const said = { type: 'command', command, by, values } as const
  return { index: event.index, at: event.at, said, rule: null }
}

/** A chain that begins with what was done: the fact of that is the same thing said again. */
export function saidOnce(links: readonly WhyLink[]): readonly WhyLink[] {
  const [first, second] = links
  return first?.index === second?.index && second?.said.type === 'command' ? links.slice(1) : links
}

/** Links between a cause and its effect, which of a chain that is too long are left out first. */
type Between = (link: WhyLink) => boolean

const isFact =
  (...types: readonly FactType[]): Between =>
  ({ said }) =>
    said.type === 'fact' && types.includes(said.fact)

/** A change of who is in sync alone: the leader stayed. */
function isIsrAlone({ said }: WhyLink): boolean {
  if (said.type !== 'fact' || said.fact !== 'PartitionChanged') return false
  return said.values['leaderFrom'] === said.values['leaderTo']
}

const BETWEEN: readonly Between[] = [
  isFact('LogLoaded', 'HighWatermarkAdvanced'),
  isFact('BrokerRegistered', 'QuorumLeaderElected'),
  isFact('BrokerFenced', 'IsrChangeAsked'),
  isIsrAlone,
  isFact('BrokerUnfenced'),
]

/**
 * Several causes of one thing, one after the other, the newest first. What two of them have in
 * common is said with the later one; where all are too many, what only stands between is left out.
 */
export function together(causes: readonly (readonly WhyLink[])[]): readonly WhyLink[] {
  const newestFirst = causes.toSorted((a, b) => (b[0]?.index ?? 0) - (a[0]?.index ?? 0))
  const all = newestFirst.flat()
  const keys = all.map(({ index, said }) => JSON.stringify([index, said]))
  let links = all.filter((_, place) => keys.lastIndexOf(keys[place] ?? '') === place)
  for (const isBetween of BETWEEN) {
    if (links.length <= LINKS) break
    links = links.filter((link) => !isBetween(link))
  }
  return links.slice(0, LINKS)
}
