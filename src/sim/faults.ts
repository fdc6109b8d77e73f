import type { Draft } from './draft'
import { drawFrom, report, schedule } from './draft'
import type { ModelTypes } from './model'
import type { Command, EventRecord, Fault, PlacedFault } from './world'

/** The commands that a fault's command stands for; null: it is none. Rule N10. */
export function ordersOf<M extends ModelTypes>(
  draft: Draft<M>,
  command: Command<M>,
): readonly Command<M>[] | null {
  switch (command.type) {
    case 'PlaceFault':
      return place(draft, command.fault)
    case 'StrikeFault':
      return strike(draft, command.id)
    case 'HealFault':
      return heal(draft, command)
    case 'WhileActing': {
      const placed = draft.faults.get(command.id)
      const isOn = placed?.state === 'acting' && placed.strikes === command.strike
      return isOn ? [command.command] : []
    }
    default:
      return null
  }
}

function put<M extends ModelTypes>(draft: Draft<M>, placed: PlacedFault<M>): void {
  draft.faults = draft.faults.set(placed.fault.id, placed)
}

function tell<M extends ModelTypes>(
  draft: Draft<M>,
  type: 'FaultPlaced' | 'FaultStruck' | 'FaultHealed',
  { id, verb, target }: Fault<M>,
): void {
  report(draft, null, { type, id, verb, target })
}

function place<M extends ModelTypes>(draft: Draft<M>, fault: Fault<M>): readonly Command<M>[] {
  if (draft.faults.has(fault.id)) return []
  const placedAt = draft.now
  put(draft, { fault, placedAt, state: 'waiting', strikes: 0, since: null, until: null })
  if (fault.time.type === 'now') return strike(draft, fault.id)
  tell(draft, 'FaultPlaced', fault)
  setClock(draft, fault)
  return []
}

/** Sets the clock of a fault that comes at an instant or again and again. */
function setClock<M extends ModelTypes>(draft: Draft<M>, { id, time }: Fault<M>): void {
  const command = { type: 'StrikeFault', id } as const
  const then = (at: number) =>
    schedule(draft, Math.max(draft.now, at), { type: 'Command', command })
  switch (time.type) {
    case 'at':
      then(time.atMicros)
      return
    case 'every':
      then(draft.now + time.everyMicros)
      return
    case 'random':
      then(draft.now + 1 + drawFrom(draft, `fault/${id}/${time.seed}`, 2 * time.meanMicros))
      return
    default:
  }
}

function comesAgain<M extends ModelTypes>({ time }: Fault<M>): boolean {
  return time.type === 'every' || time.type === 'random'
}

function strike<M extends ModelTypes>(draft: Draft<M>, id: string): readonly Command<M>[] {
  const placed = draft.faults.get(id)
  if (placed === undefined || placed.state === 'healed') return []
  const { fault } = placed
  if (comesAgain(fault)) setClock(draft, fault)
  const strikes = placed.strikes + 1
  put(draft, { ...placed, state: 'acting', strikes, since: draft.now, until: null })
  tell(draft, 'FaultStruck', fault)
  if (fault.forMicros !== null) {
    const command = { type: 'HealFault', id, strike: strikes } as const
    schedule(draft, draft.now + fault.forMicros, { type: 'Command', command })
  }
  return fault.commands.map((command) => lasting(command, { id, strike: strikes }))
}

/** What a strike schedules for later is over with it. */
function lasting<M extends ModelTypes>(
  order: Command<M>,
  of: { readonly id: string; readonly strike: number },
): Command<M> {
  if (order.type !== 'Schedule') return order
  return { ...order, command: { type: 'WhileActing', ...of, command: order.command } }
}

function heal<M extends ModelTypes>(
  draft: Draft<M>,
  order: { readonly id: string; readonly strike?: number },
): readonly Command<M>[] {
  const placed = draft.faults.get(order.id)
  if (placed === undefined || placed.state === 'healed') return []
  const isOfStrike = order.strike !== undefined
  if (isOfStrike && (placed.strikes !== order.strike || placed.state !== 'acting')) return []
  const { fault } = placed
  const state = isOfStrike && comesAgain(fault) ? 'waiting' : 'healed'
  const wasActing = placed.state === 'acting'
  put(draft, { ...placed, state, until: wasActing ? draft.now : placed.until })
  tell(draft, 'FaultHealed', fault)
  return wasActing ? fault.heals : []
}

/** Faults that wait for what this event reported strike at once, as an event of their own. */
export function strikeWhenMet<M extends ModelTypes>(
  draft: Draft<M>,
  what: EventRecord<M>['what'],
): void {
  const { watch } = draft.program
  if (watch === undefined) return
  const answer = answerOf(what)
  const waiting = [...draft.faults.values()]
    .filter(({ state, fault }) => state === 'waiting' && fault.time.type === 'when')
    .sort((a, b) => (a.fault.id < b.fault.id ? -1 : 1))
  for (const placed of waiting) {
    const { time, id } = placed.fault
    if (time.type !== 'when') continue
    const before = placed.memory ?? null
    const { isMet, memory } = watch(time.condition, { facts: draft.facts, answer }, before)
    if (memory !== before) put(draft, { ...placed, memory })
    if (!isMet) continue
    schedule(draft, draft.now, { type: 'Command', command: { type: 'StrikeFault', id } })
  }
}

/** The answer that an event brought to the process that asked; null: it brought none. */
export function answerOf<M extends ModelTypes>(what: EventRecord<M>['what']): M['Body'] | null {
  return what.type === 'Input' && what.input.type === 'Response' ? what.input.body : null
}
