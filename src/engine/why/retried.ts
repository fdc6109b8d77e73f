import type { Run } from '../run'
import type { FactRow } from './lookBack'
import { newest } from './lookBack'

/** The try of a batch before a later one. */
interface Tried {
  readonly row: FactRow
  /** When its request was given up unanswered, µs; undefined: it was answered, or not even sent. */
  readonly endedAt: number | undefined
}

/** True where a client gives up waiting for an answer. Kafka: NetworkClient.handleTimedOutRequests. */
function isTimeout(run: Run, index: number): boolean {
  const { what } = run.stepAt(index).event
  if (what.type !== 'Input' || what.input.type !== 'Timer') return false
  const { role, name } = what.input.timer
  return role === 'channel' && name === 'request'
}

/** The try before the one that a fact tells of; null: it is the first. */
export function triedBefore(run: Run, { fact, event, process }: FactRow): Tried | null {
  if (fact.type !== 'RecordSent' || fact.attempt === 0) return null
  const isOfBatch = ({ fact: one, process: own }: FactRow) =>
    own === process &&
    one.type === 'RecordSent' &&
    one.topic === fact.topic &&
    one.partition === fact.partition &&
    one.firstNumber === fact.firstNumber
  const row = newest(run, isOfBatch, event)
  return row === null ? null : { row, endedAt: timeoutBetween(run, row.event, event) }
}

/** The time-out among the causes of an event that lie after another one. */
function timeoutBetween(run: Run, from: number, to: number): number | undefined {
  for (let index = to; index > from; index = run.stepAt(index).event.cause) {
    if (isTimeout(run, index)) return run.timeAt(index)
  }
  return undefined
}
