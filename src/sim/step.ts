import { assertNever } from '~/base/assertNever'
import { invariant } from '~/base/invariant'
import { carryOut } from './carryOut'
import { command as carryOutCommand } from './command'
import { cpuMicros, spend, takeUp } from './cpu'
import type { Happening } from './deliver'
import { deliver, dequeue, failConnect, fire } from './deliver'
import type { Draft } from './draft'
import { contextOf, draftOf, report, sweepQueue, unqueue, worldOf } from './draft'
import { ordersOf, strikeWhenMet } from './faults'
import { first } from './heap'
import type { ProcessId } from './ids'
import { simTime } from './ids'
import type { Input, ModelTypes } from './model'
import type { Command, EventRecord, QueuedEvent, Step, World } from './world'
import { processOf } from './world'

/**
 * Handles the next due event, in (at, seq) order. Stale timers are dropped without becoming
 * one, and what a paused process is told waits without being one.
 * @param until the last instant that counts, µs
 * @returns the next world and what happened, or `null` when nothing is left to happen by then.
 * @throws InvariantError when time would go back.
 */
export function step<M extends ModelTypes>(
  world: World<M>,
  until = Number.MAX_SAFE_INTEGER,
): Step<M> | null {
  let here = world
  for (let event = first(here.queue); event !== undefined; event = first(here.queue)) {
    invariant(event.at >= here.now, 'time never goes back')
    if (event.at > until) return null
    const draft = draftOf(here, event.at)
    unqueue(draft)
    const what = happen(draft, event)
    if (what !== null) {
      return finish(draft, {
        index: draft.cause,
        at: draft.now,
        cause: what.cause ?? event.cause,
        process: what.process,
        what: what.what,
      })
    }
    here = { ...worldOf(draft), eventCount: world.eventCount }
  }
  return null
}

/** When the next event is due, µs, or `null`: nothing is left to happen. */
export function nextDue<M extends ModelTypes>(world: World<M>): number | null {
  return first(world.queue)?.at ?? null
}

/**
 * What a person does; it is an event of the run like any other.
 * @param at when, µs: not before the newest event, not after the next one that is due.
 * @throws InvariantError when it is.
 */
export function apply<M extends ModelTypes>(
  world: World<M>,
  command: Command<M>,
  at: number = world.now,
): Step<M> {
  invariant(at >= world.now, 'a command does not come before what has happened')
  invariant(at <= (nextDue(world) ?? at), 'a command does not pass over what is due')
  const draft = draftOf(world, simTime(at))
  const process = obey(draft, command)
  return finish(draft, {
    index: draft.cause,
    at: draft.now,
    cause: -1,
    process,
    what: { type: 'Command', command },
  })
}

const NO_FACTS: readonly never[] = []

function finish<M extends ModelTypes>(draft: Draft<M>, event: EventRecord<M>): Step<M> {
  if (draft.faults.size > 0) strikeWhenMet(draft, event.what)
  sweepQueue(draft)
  // A copy has no room left over: histories keep it.
  const facts = draft.facts.length === 0 ? NO_FACTS : draft.facts.slice()
  return { world: worldOf(draft), event, facts }
}

type Happened<M extends ModelTypes> = Pick<EventRecord<M>, 'process' | 'what'> & {
  /** Of what waited for a slow process: what scheduled that, not what woke it. */
  readonly cause?: number
}

function happen<M extends ModelTypes>(draft: Draft<M>, event: QueuedEvent<M>): Happened<M> | null {
  const { what } = event
  switch (what.type) {
    case 'Deliver':
      return settle(draft, deliver(draft, event, what.message))
    case 'Dequeue':
      return settle(draft, dequeue(draft, event, what.connection))
    case 'ConnectFailed':
      return settle(draft, failConnect(draft, event))
    case 'Timer':
      return settle(draft, fire(draft, event))
    case 'Wake': {
      const waiting = takeUp(draft, what.process, what.incarnation)
      const happened = waiting === null ? null : happen(draft, waiting)
      return happened && waiting && { ...happened, cause: waiting.cause }
    }
    case 'Command':
      return {
        process: obey(draft, what.command),
        what: { type: 'Command', command: what.command },
      }
    default:
      return assertNever(what)
  }
}

function settle<M extends ModelTypes>(
  draft: Draft<M>,
  happening: Happening<M>,
): Happened<M> | null {
  switch (happening.type) {
    case 'nothing':
      return null
    case 'network':
      return {
        process: null,
        what: { type: 'Network', kind: happening.kind, message: happening.message },
      }
    case 'tell': {
      const { process, input, message } = happening
      tellProcess(draft, process, input)
      return { process, what: { type: 'Input', input, message } }
    }
    default:
      return assertNever(happening)
  }
}

/** Hands an input to a process and carries out what it answers. */
function tellProcess<M extends ModelTypes>(draft: Draft<M>, id: ProcessId, input: Input<M>): void {
  const process = processOf(draft, id)
  invariant(process.state !== null, `process ${id} runs`)
  draft.waited += cpuMicros(process)
  const outcome = draft.program.handle(process.state, input, contextOf(draft, process))
  for (const fact of outcome.facts) report(draft, id, fact)
  const fired = input.type === 'Timer' ? input.key : null
  carryOut(draft, process, { state: outcome.next, effects: outcome.effects, fired })
  if (process.cpu !== null) spend(draft, id)
}

function obey<M extends ModelTypes>(draft: Draft<M>, command: Command<M>): ProcessId | null {
  const orders = ordersOf(draft, command)
  if (orders === null) return obeyOne(draft, command)
  let first: ProcessId | null = null
  for (const order of orders) {
    draft.waited = 0
    const told = obey(draft, order)
    first ??= told
  }
  return first
}

function obeyOne<M extends ModelTypes>(draft: Draft<M>, command: Command<M>): ProcessId | null {
  const told = carryOutCommand(draft, command)
  if (told === null) return null
  if (told.input === null) return told.process
  for (const id of [told.process, ...(told.others ?? [])]) tellProcess(draft, id, told.input)
  return told.process
}
