import type { Draft } from './draft'
import { putProcess, report, schedule } from './draft'
import type { MessageId, ProcessId } from './ids'
import type { ModelTypes } from './model'
import type { Process, QueuedEvent } from './world'

/**
 * True while a process takes nothing in: it is paused, its slow processor is at work, or something
 * waits that came before – also at the very instant at which it wakes.
 */
export function isHeldUp<M extends ModelTypes>(
  { now, takesUp }: Pick<Draft<M>, 'now' | 'takesUp'>,
  { id, status, cpu, parked }: Process<M>,
): boolean {
  if (status === 'paused') return true
  // What came later does not overtake what waits.
  if (parked.size > 0 && takesUp !== id) return true
  return cpu !== null && now < cpu.freeAt
}

/** Keeps what came for a process that takes nothing in now, in the order it came. */
export function park<M extends ModelTypes>(
  draft: Draft<M>,
  process: Process<M>,
  event: QueuedEvent<M>,
): void {
  const isFirst = process.parked.size === 0
  const holding = { ...process, parked: process.parked.push(event) }
  putProcess(draft, holding)
  if (process.status !== 'paused' && isFirst) wake(draft, holding)
}

/** Lets a process take up what waits for it as soon as its processor is free. */
export function wake<M extends ModelTypes>(draft: Draft<M>, process: Process<M>): void {
  if (process.parked.size > 0) wakeAt(draft, process, process.cpu?.freeAt ?? 0)
}

function wakeAt<M extends ModelTypes>(draft: Draft<M>, process: Process<M>, at: number): void {
  const { id, incarnation } = process
  schedule(draft, Math.max(draft.now, at), { type: 'Wake', process: id, incarnation })
}

/** A slow processor has worked on an input: it is free so much later. Rule N9. */
export function spend<M extends ModelTypes>(draft: Draft<M>, id: ProcessId): void {
  const process = draft.processes.get(id)
  if (process === undefined || process.cpu === null) return
  const { microsPerInput } = process.cpu
  const freeAt = draft.now + microsPerInput
  putProcess(draft, { ...process, cpu: { microsPerInput, freeAt } })
}

/** How long what a process sends now has to wait for its processor, µs. */
export function cpuMicros<M extends ModelTypes>({ cpu }: Process<M>): number {
  return cpu?.microsPerInput ?? 0
}

/** The oldest of what came for a process that now is awake and free; the rest waits on. */
export function takeUp<M extends ModelTypes>(
  draft: Draft<M>,
  id: ProcessId,
  incarnation: number,
): QueuedEvent<M> | null {
  const process = draft.processes.get(id)
  const oldest = process?.parked.first()
  if (process === undefined || oldest === undefined || process.incarnation !== incarnation) {
    return null
  }
  if (process.status !== 'running') return null
  if (process.cpu !== null && draft.now < process.cpu.freeAt) {
    wake(draft, process)
    return null
  }
  const left = { ...process, parked: process.parked.shift() }
  putProcess(draft, left)
  if (left.parked.size > 0) wakeAt(draft, left, draft.now + cpuMicros(process))
  draft.takesUp = id
  if (oldest.what.type === 'Deliver') arriveNow(draft, oldest.what.message)
  return oldest
}

function arriveNow<M extends ModelTypes>(draft: Draft<M>, id: MessageId): void {
  const message = draft.network.inFlight.get(id)
  if (message === undefined) return
  const inFlight = draft.network.inFlight.set(id, { ...message, arrivesAt: draft.now })
  draft.network.inFlight = inFlight
}

/** Gives a process a slow processor, or its usual one. */
export function setCpu<M extends ModelTypes>(
  draft: Draft<M>,
  order: { readonly process: ProcessId; readonly microsPerInput: number },
): null {
  const process = draft.processes.get(order.process)
  if (process === undefined) return null
  const { microsPerInput } = order
  const freeAt = process.cpu?.freeAt ?? draft.now
  report(draft, order.process, { type: 'CpuChanged', microsPerInput })
  if (microsPerInput > 0) {
    putProcess(draft, { ...process, cpu: { microsPerInput, freeAt } })
    return null
  }
  const freed = { ...process, cpu: null }
  putProcess(draft, freed)
  if (process.status === 'running') wake(draft, freed)
  return null
}
