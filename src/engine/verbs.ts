import { isServer } from '~/kafka/server/server'
import { FLUSH_MICROS } from '~/sim/draft'
import { hostId, messageId, processId } from '~/sim/ids'
import { faultsOf } from './faults/place'
import type { Run } from './run'

/** What a person can do to a process of the run. */
export type Verb = 'crash' | 'stop' | 'start' | 'pause' | 'resume'

/** Does something to a process at the cursor; in the past this begins another future. */
export function actOn(run: Run, verb: Verb, name: string): void {
  const process = processId(name)
  switch (verb) {
    case 'crash':
      run.command({ type: 'Kill', process })
      return
    case 'stop':
      run.command({ type: 'Signal', process, signal: 'SIGTERM' })
      return
    case 'start':
      run.command({ type: 'Start', process })
      return
    case 'pause':
      run.command({ type: 'Pause', process })
      return
    case 'resume':
      run.command({ type: 'Resume', process })
  }
}

/**
 * Ends every fault, starts servers that are down, resumes what is paused, heals links, disks and
 * processors.
 */
export function healRun(run: Run): void {
  for (const { fault, state } of faultsOf(run.world())) {
    if (state !== 'healed') run.command({ type: 'HealFault', id: fault.id })
  }
  const processes = [...run.world().processes.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const process of processes) healProcess(run, process)
  const { links, misled } = run.world().network
  if (links.size + misled.size > 0) run.command({ type: 'HealLinks' })
  const disks = [...run.world().disks].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [host, { flushMicros, faults }] of disks) {
    if (flushMicros > FLUSH_MICROS || faults.length > 0) {
      run.command({ type: 'HealDisk', host, path: null })
    }
  }
  const servers = [...run.world().processes.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const server of servers) bringBack(run, server)
}

/** A broker that gave a directory up takes it again when it starts. */
function bringBack(run: Run, { id, state, status, afterEnd }: Process): void {
  const isLive = status === 'running' || status === 'paused'
  if (!isLive || afterEnd.size > 0 || !isServer(state)) return
  if ((state.broker?.failedDirs.met.length ?? 0) === 0) return
  run.command({ type: 'Signal', process: id, signal: 'SIGTERM' })
  run.command({ type: 'AfterEnd', process: id, command: { type: 'Start', process: id } })
}

type Process = ReturnType<ReturnType<Run['world']>['processes']['toArray']>[number][1]

function healProcess(run: Run, { id, status, spec, cpu, aheadMicros, timing }: Process): void {
  const isDown = status === 'killed' || status === 'exited'
  if (cpu !== null) run.command({ type: 'SetCpu', process: id, microsPerInput: 0 })
  if (aheadMicros !== 0) run.command({ type: 'SetClock', process: id, aheadMicros: 0 })
  if (timing !== null && (timing.fastPerMille !== 0 || timing.grainMicros !== 0)) {
    run.command({ type: 'SetTiming', process: id, fastPerMille: 0, grainMicros: 0 })
  }
  if (status === 'paused') run.command({ type: 'Resume', process: id })
  else if (isDown && (spec.kind === 'server' || status === 'killed')) {
    run.command({ type: 'Start', process: id })
  }
}

/** What a person can do to the network of the run. */
export type NetworkVerb =
  /** Nothing passes from one host to another; `bothWays`: nor back. */
  | {
      readonly type: 'cut'
      readonly from: string
      readonly to: string
      readonly bothWays: boolean
    }
  /** The two directions between two hosts are as they were. */
  | { readonly type: 'mend'; readonly from: string; readonly to: string }
  /** Every link is as it was. */
  | { readonly type: 'healLinks' }
  | { readonly type: 'drop'; readonly message: number }
  | { readonly type: 'delay'; readonly message: number; readonly byMicros: number }

/** Does something to links or to a message on its way, at the cursor. */
export function disturb(run: Run, verb: NetworkVerb): void {
  switch (verb.type) {
    case 'cut':
      setCut(run, verb, true)
      return
    case 'mend':
      setCut(run, { ...verb, bothWays: true }, false)
      return
    case 'healLinks':
      run.command({ type: 'HealLinks' })
      return
    case 'drop':
      run.command({ type: 'DropMessage', message: messageId(verb.message) })
      return
    case 'delay': {
      const { byMicros } = verb
      run.command({ type: 'DelayMessage', message: messageId(verb.message), byMicros })
    }
  }
}

function setCut(
  run: Run,
  link: { readonly from: string; readonly to: string; readonly bothWays: boolean },
  cut: boolean,
): void {
  const from = hostId(link.from)
  const to = hostId(link.to)
  run.command({ type: 'SetLink', from, to, link: { cut } })
  if (link.bothWays) run.command({ type: 'SetLink', from: to, to: from, link: { cut } })
}
