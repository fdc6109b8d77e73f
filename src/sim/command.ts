import { List } from 'immutable'
import { assertNever } from '~/base/assertNever'
import { Map } from '~/base/persistentMap'
import { carryOut, endProcess } from './carryOut'
import type { Draft } from './draft'
import { changeDisk } from './diskCommand'
import { contextOf, diskOf, putProcess, report, schedule, unschedule } from './draft'
import type { HostId, ProcessId } from './ids'
import type { Input, ModelTypes } from './model'
import { setClock, setTiming } from './clock'
import { setCpu, wake } from './cpu'
import { linkBetween, linkEnds, linkKey } from './network'
import { delayMessage, dropMessage, duplicateMessage, reorderMessage } from './messageCommands'
import { releaseHeld } from './transmit'
import type { Told } from './told'
import type { Command, Process } from './world'
import { isAlive, processOf } from './world'

// One short case per command; splitting the switch would hide that it is complete.
/** Does what a command says. A command that no longer applies does nothing. */
export function command<M extends ModelTypes>(draft: Draft<M>, order: Command<M>): Told<M> | null {
  switch (order.type) {
    case 'PlaceFault':
    case 'StrikeFault':
    case 'HealFault':
    case 'WhileActing':
      // What a fault does are commands of its own: `step` gives them, one after the other.
      return null
    case 'Spawn':
      return spawn(draft, order)
    case 'Start':
      return start(draft, order)
    case 'Kill':
      return kill(draft, order)
    case 'AfterEnd':
      return afterEnd(draft, order)
    case 'Signal':
      return signal(draft, order)
    case 'Pause':
      return pause(draft, order.process)
    case 'Resume':
      return resume(draft, order.process)
    case 'Call':
      return call(draft, order)
    case 'PowerOff':
      return powerOff(draft, order.host)
    case 'WipeDisk':
    case 'SetDisk':
    case 'FailDirectory':
    case 'FillDisk':
    case 'HealDisk':
    case 'CorruptTail':
    case 'CorruptOld':
    case 'LoseFile':
    case 'CopyDisk':
    case 'RestoreDisk':
      return changeDisk(draft, order)
    case 'SetLink':
      return setLink(draft, order)
    case 'HealLinks':
      return healLinks(draft)
    case 'DropMessage':
      return dropMessage(draft, order.message)
    case 'DelayMessage':
      return delayMessage(draft, order.message, order.byMicros)
    case 'DuplicateMessage':
      return duplicateMessage(draft, order.message)
    case 'ReorderMessage':
      return reorderMessage(draft, order.message, order.byMicros)
    case 'SetCpu':
      return setCpu(draft, order)
    case 'SetClock':
      return setClock(draft, order)
    case 'SetTiming':
      return setTiming(draft, order)
    case 'SetName':
      return setName(draft, order)
    case 'Schedule':
      schedule(draft, draft.now + order.delayMicros, { type: 'Command', command: order.command })
      return null
    case 'Unschedule':
      return unschedule(draft, order.seq)
    default:
      return assertNever(order)
  }
}

type Of<M extends ModelTypes, T extends Command<M>['type']> = Extract<Command<M>, { type: T }>

function spawn<M extends ModelTypes>(draft: Draft<M>, order: Of<M, 'Spawn'>): Told<M> | null {
  putProcess(draft, {
    id: order.process,
    host: order.host,
    spec: order.spec,
    status: 'defined',
    incarnation: (draft.processes.get(order.process)?.incarnation ?? -1) + 1,
    state: null,
    timers: Map(),
    parked: List(),
    exitCode: null,
    startedAt: draft.now,
    afterEnd: List(),
    cpu: null,
    aheadMicros: 0,
    timing: null,
  })
  return boot(draft, order.process)
}

function start<M extends ModelTypes>(draft: Draft<M>, order: Of<M, 'Start'>): Told<M> | null {
  const process = processOf(draft, order.process)
  if (isAlive(process)) return null
  putProcess(draft, {
    ...process,
    spec: order.spec ?? process.spec,
    incarnation: process.status === 'defined' ? process.incarnation : process.incarnation + 1,
  })
  return boot(draft, order.process)
}

function boot<M extends ModelTypes>(draft: Draft<M>, id: ProcessId): Told<M> {
  const process = processOf(draft, id)
  draft.network.dark = draft.network.dark.delete(process.host)
  report(draft, id, { type: 'ProcessStarted', incarnation: process.incarnation })
  const outcome = draft.program.boot(process.spec, contextOf(draft, process))
  for (const fact of outcome.facts) report(draft, id, fact)
  const running: Process<M> = {
    ...process,
    status: 'running',
    state: outcome.next,
    timers: Map(),
    parked: List(),
    exitCode: null,
    startedAt: draft.now,
  }
  carryOut(draft, running, { state: running.state, effects: outcome.effects, fired: null })
  return { process: id, input: null }
}

function living<M extends ModelTypes>(draft: Draft<M>, id: ProcessId): Process<M> | null {
  const process = processOf(draft, id)
  return isAlive(process) ? process : null
}

function kill<M extends ModelTypes>(draft: Draft<M>, order: Of<M, 'Kill'>): Told<M> | null {
  const { process: id, incarnation } = order
  const process = living(draft, id)
  if (process === null) return null
  if (incarnation !== undefined && incarnation !== process.incarnation) return null
  endProcess(draft, id, { status: 'killed', code: 137 })
  return { process: id, input: null }
}

function afterEnd<M extends ModelTypes>(draft: Draft<M>, order: Of<M, 'AfterEnd'>): null {
  const process = living(draft, order.process)
  if (process === null) {
    schedule(draft, draft.now, { type: 'Command', command: order.command })
  } else putProcess(draft, { ...process, afterEnd: process.afterEnd.push(order.command) })
  return null
}

function signal<M extends ModelTypes>(draft: Draft<M>, order: Of<M, 'Signal'>): Told<M> | null {
  const process = living(draft, order.process)
  if (process === null) return null
  report(draft, process.id, { type: 'SignalSent', signal: order.signal })
  return tellNowOrLater(draft, process, { type: 'Signal', signal: order.signal }, order)
}

function call<M extends ModelTypes>(draft: Draft<M>, order: Of<M, 'Call'>): Told<M> | null {
  const process = living(draft, order.process)
  if (process === null) return null
  return tellNowOrLater(draft, process, { type: 'Call', call: order.call }, order)
}

/** A paused process is told when it wakes: the order itself is parked. */
function tellNowOrLater<M extends ModelTypes>(
  draft: Draft<M>,
  process: Process<M>,
  ...[input, order]: readonly [Input<M>, Command<M>]
): Told<M> {
  if (process.status === 'running') return { process: process.id, input }
  const event = {
    at: draft.now,
    seq: -1,
    cause: draft.cause,
    what: { type: 'Command', command: order },
  } as const
  putProcess(draft, { ...process, parked: process.parked.push(event) })
  return { process: process.id, input: null }
}

function pause<M extends ModelTypes>(draft: Draft<M>, id: ProcessId): Told<M> | null {
  const process = processOf(draft, id)
  if (process.status !== 'running') return null
  putProcess(draft, { ...process, status: 'paused' })
  report(draft, id, { type: 'ProcessPaused' })
  return { process: id, input: null }
}

function resume<M extends ModelTypes>(draft: Draft<M>, id: ProcessId): Told<M> | null {
  const process = processOf(draft, id)
  if (process.status !== 'paused') return null
  const running = { ...process, status: 'running' } as const
  putProcess(draft, running)
  report(draft, id, { type: 'ProcessResumed' })
  wake(draft, running)
  return { process: id, input: null }
}

function powerOff<M extends ModelTypes>(draft: Draft<M>, host: HostId): Told<M> | null {
  const disk = diskOf(draft, host)
  const lost = disk.cached.filter((content, path) => disk.flushed.get(path) !== content).size
  draft.network.dark = draft.network.dark.set(host, true)
  const processes = [...draft.processes.values()].filter((process) => process.host === host)
  for (const process of processes) {
    if (isAlive(process))
      endProcess(draft, process.id, { status: 'killed', code: 137, silent: true })
  }
  draft.disks = draft.disks.set(host, { ...disk, cached: disk.flushed })
  report(draft, null, { type: 'PowerLost', host, filesLost: lost })
  return null
}

function setLink<M extends ModelTypes>(draft: Draft<M>, order: Of<M, 'SetLink'>): null {
  const { from, to } = order
  const old = linkBetween(draft.network, from, to)
  const link = { ...old, ...order.link }
  draft.network.links = draft.network.links.set(linkKey(from, to), link)
  report(draft, null, { type: 'LinkChanged', from, to, link })
  if (old.cut && !link.cut) releaseHeld(draft, from, to)
  return null
}

function setName<M extends ModelTypes>(draft: Draft<M>, order: Of<M, 'SetName'>): null {
  const { at, of } = order
  const key = linkKey(at, of)
  const { misled } = draft.network
  draft.network.misled =
    order.leadsTo === null ? misled.delete(key) : misled.set(key, order.leadsTo)
  report(draft, null, { type: 'NameChanged', at, of, leadsTo: order.leadsTo ?? of })
  return null
}

function healLinks<M extends ModelTypes>(draft: Draft<M>): null {
  for (const key of [...draft.network.misled.keys()].sort()) {
    const { from: at, to: of } = linkEnds(key)
    setName(draft, { type: 'SetName', at, of, leadsTo: null })
  }
  const keys = [...draft.network.links.keys()].sort()
  draft.network.links = Map()
  for (const key of keys) {
    const { from, to } = linkEnds(key)
    report(draft, null, {
      type: 'LinkChanged',
      from,
      to,
      link: linkBetween(draft.network, from, to),
    })
    releaseHeld(draft, from, to)
  }
  return null
}
