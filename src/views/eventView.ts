import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { EventRecord } from '~/sim/world'
import type { MessageFamily } from './clusterView'
import type { CommandView, FactValues, Giver } from './commandView'
import { viewCommand } from './commandView'
import type { ProcessNames } from './processName'
import { familyOf, isBetweenServers, isQuietMessage } from './families'

/** The type of a fact: the kernel's own and Kafka's. */
export type FactType = FactRecord<KafkaModel>['fact']['type']
/** A fact, ready to be said. */
export interface FactView {
  readonly type: FactType
  readonly values: FactValues
  /** The rule of MODEL.md that decided, where one did. */
  readonly rule: string | null
}

/** What an event was. */
export type EventKind =
  'request' | 'response' | 'timer' | 'connection' | 'network' | 'call' | 'command'

/** One event of a run, ready to be listed. */
export interface EventView {
  readonly index: number
  /** µs. */
  readonly at: number
  /** The event that scheduled it; -1 for what the build or a person did. */
  readonly cause: number
  readonly kind: EventKind
  /** The API of a message, the name of a timer, the type of a command. */
  readonly name: string
  readonly from: string | null
  readonly to: string | null
  readonly family: MessageFamily | null
  /** Heartbeats, idle fetches, connections: nothing that a story needs. */
  readonly isQuiet: boolean
  readonly message: number | null
  /** What was done, and by whom; null where the event is no command. */
  readonly command: CommandView | null
  readonly facts: readonly FactView[]
}

/** Facts that repeat what the event itself says, or that are of use to programs only. */
const SILENT: readonly FactType[] = ['MessageDelivered', 'Transitioned', 'Logged', 'Printed']

/** True when a fact says more than that a message came or went. */
export function isTelling(type: FactType): boolean {
  return !SILENT.includes(type) && type !== 'MessageSent' && !type.startsWith('Connection')
}

function valueText(value: unknown): string | number {
  if (typeof value === 'number' || typeof value === 'string') return value
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(valueText).join(', ')
  return typeof value === 'object' ? Object.values(value).map(valueText).join(': ') : '–'
}

/** Fields that name a process on the other side. */
const PEERS = ['to', 'from', 'server']

function fieldText(name: string, value: unknown, nameOf: ProcessNames): string | number {
  return PEERS.includes(name) && typeof value === 'string' ? nameOf(value) : valueText(value)
}

type Fact = FactRecord<KafkaModel>['fact']

/** What a sentence asks about a fact's parts: how many decided, what is waited for, who leads. */
function partsOf(fact: Fact): FactValues {
  const values: Record<string, string | number> = {}
  if ('because' in fact && typeof fact.because === 'object') {
    values['becauseCount'] = fact.because.length
  }
  if ('waitsFor' in fact && typeof fact.waitsFor === 'object') Object.assign(values, fact.waitsFor)
  if ('leader' in fact) values['hasLeader'] = fact.leader === null ? 'no' : 'yes'
  return values
}

/** Its offsets, first to last. */
function spanOf(fact: Fact): FactValues {
  if (!('lastOffset' in fact)) return {}
  const { lastOffset: last } = fact
  const first = 'baseOffset' in fact ? fact.baseOffset : fact.firstOffset
  return { span: first === last ? `${first}` : `${first}–${last}`, spanCount: last - first + 1 }
}

/** A fact's names and numbers, its process as `process`, its offsets as `span` and `spanCount`. */
export function viewFact(
  { fact, process }: FactRecord<KafkaModel>,
  nameOf: ProcessNames,
): FactView {
  const values: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(fact)) values[name] = fieldText(name, value, nameOf)
  values['process'] = process === null ? '–' : nameOf(process)
  if ('topic' in fact && 'partition' in fact) {
    values['name'] = `${valueText(fact.topic)}-${valueText(fact.partition)}`
  }
  Object.assign(values, partsOf(fact), spanOf(fact))
  return { type: fact.type, values, rule: 'rule' in fact ? fact.rule : null }
}

type Told = Pick<EventView, 'kind' | 'name' | 'family' | 'isQuiet'>

function told({ what, process }: EventRecord<KafkaModel>): Told {
  if (what.type === 'Command') {
    return { kind: 'command', name: what.command.type, family: null, isQuiet: false }
  }
  if (what.type === 'Network') {
    return { kind: 'network', name: what.kind, family: null, isQuiet: true }
  }
  const { input } = what
  switch (input.type) {
    case 'Request':
    case 'Response': {
      const { body } = input
      const family = familyOf(body, isBetweenServers(body, process))
      const kind = input.type === 'Request' ? 'request' : 'response'
      return { kind, name: body.api, family, isQuiet: isQuietMessage(body) }
    }
    case 'Timer':
      return {
        kind: 'timer',
        name: `${input.timer.role}/${input.timer.name}`,
        family: null,
        isQuiet: true,
      }
    case 'Signal':
      return { kind: 'call', name: input.signal, family: null, isQuiet: false }
    case 'Call':
      return { kind: 'call', name: input.call.type, family: null, isQuiet: false }
    default:
      return { kind: 'connection', name: input.type, family: null, isQuiet: true }
  }
}

/** An event with what it reported. */
export interface EventStep {
  readonly event: EventRecord<KafkaModel>
  readonly facts: readonly FactRecord<KafkaModel>[]
}

/** One event, ready to be listed; `by` is whose it is, where it is a command. */
export function viewEvent({ event, facts }: EventStep, nameOf: ProcessNames, by: Giver): EventView {
  const { index, at, cause, process, what } = event
  const delivered = facts.find(({ fact }) => fact.type === 'MessageDelivered')?.fact
  const shown = facts.filter(({ fact }) => !SILENT.includes(fact.type))
  const base = told(event)
  return {
    index,
    at,
    cause,
    ...base,
    isQuiet: base.isQuiet && !shown.some(({ fact }) => isTelling(fact.type)),
    from: delivered?.type === 'MessageDelivered' ? nameOf(delivered.from) : null,
    to: process === null ? null : nameOf(process),
    message: what.type === 'Command' ? null : what.message,
    command: what.type === 'Command' ? viewCommand(what.command, nameOf, by) : null,
    facts: shown.map((record) => viewFact(record, nameOf)),
  }
}
