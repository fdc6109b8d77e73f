import type { ServerTask } from '~/kafka/model'
import { processId } from '~/sim/ids'
import { isAlive } from '~/sim/world'
import { linkOffers, networkOffers } from './links'
import type { FaultVerb, Offer, Order, Refusal } from './offer'
import { offer } from './offer'
import { storageOffers } from './storage'
import type { FaultScene, SceneNode } from './targets'
import { hostsOf } from './targets'

/** A slow processor: what a broker is told takes it so long, µs. */
const SLOW_INPUT_MICROS = 20_000

type Process = ReturnType<FaultScene['world']['processes']['toArray']>[number][1]
type Status = 'running' | 'paused' | 'down'

/** What a process does now, as far as verbs care. */
export function statusOf(process: Process | undefined): Status {
  if (process === undefined || !isAlive(process)) return 'down'
  return process.status === 'paused' ? 'paused' : 'running'
}

const DOWN: Record<Status, Refusal | null> = { running: null, paused: null, down: 'isDown' }
const NOT_RUNNING: Record<Status, Refusal | null> = {
  running: null,
  paused: 'isPaused',
  down: 'isDown',
}

/** Starting again, once it has ended. */
function startAfterEnd(process: SceneNode['process']): Order {
  return { type: 'AfterEnd', process, command: { type: 'Start', process } }
}

/** What can be done to any process: crash, stop, pause, and back. */
export function lifeOffers(
  { world }: FaultScene,
  process: SceneNode['process'],
  wording: { readonly stop: 'stop' | 'leave'; readonly restarts: boolean },
): readonly Offer[] {
  const status = statusOf(world.processes.get(process))
  const start: Order = { type: 'Start', process }
  const signal: Order = { type: 'Signal', process, signal: 'SIGTERM' }
  const heals = [startAfterEnd(process)]
  const down = DOWN[status]
  const life = [
    offer('crash', process, { commands: [{ type: 'Kill', process }], heals, refusal: down }),
    offer(wording.stop, process, { commands: [signal], heals, refusal: NOT_RUNNING[status] }),
    status === 'paused'
      ? offer('resume', process, { commands: [{ type: 'Resume', process }], isRepair: true })
      : offer('pause', process, {
          commands: [{ type: 'Pause', process }],
          heals: [{ type: 'Resume', process }],
          refusal: down,
        }),
  ]
  if (status === 'down') return [offer('start', process, { commands: [start], isRepair: true })]
  if (!wording.restarts) return life
  const restart = offer('restart', process, {
    commands: [signal, startAfterEnd(process)],
    refusal: NOT_RUNNING[status],
  })
  return [...life, restart]
}

const HOUR_MICROS = 3_600_000_000
/**
 * How far a skewed clock is ahead, hours: a server's beyond `log.retention.hours`, a client's beyond
 * `log.message.timestamp.after.max.ms`.
 */
const AHEAD_HOURS = { server: 192, client: 2 } as const

/** The clock that a process reads: ahead, or right again. Fault T1. */
export function clockOffer({ world }: FaultScene, process: SceneNode['process']): Offer {
  const row = world.processes.get(process)
  const right: Order = { type: 'SetClock', process, aheadMicros: 0 }
  if (row !== undefined && row.aheadMicros > 0) {
    return offer('rightClock', process, { commands: [right], isRepair: true })
  }
  const hours = AHEAD_HOURS[row?.spec.kind ?? 'server']
  return offer('skewClock', process, {
    values: { hours },
    commands: [{ type: 'SetClock', process, aheadMicros: hours * HOUR_MICROS }],
    heals: [right],
  })
}

const PER_MILLE_FAST = 50
const GRAIN_MICROS = 100_000

/** How the timers of a process run: fast, coarse, or as usual again. Faults T2, T3. */
export function timingOffers(
  { world }: FaultScene,
  process: SceneNode['process'],
): readonly Offer[] {
  const { fastPerMille = 0, grainMicros = 0 } = world.processes.get(process)?.timing ?? {}
  const set = (fast: number, grain: number): Order => ({
    type: 'SetTiming',
    process,
    fastPerMille: fast,
    grainMicros: grain,
  })
  const usual = set(0, 0)
  if (fastPerMille !== 0 || grainMicros !== 0) {
    return [offer('usualTimers', process, { commands: [usual], isRepair: true })]
  }
  return [
    offer('driftTimers', process, {
      values: { percent: PER_MILLE_FAST / 10 },
      commands: [set(PER_MILLE_FAST, 0)],
      heals: [usual],
    }),
    offer('coarseTimers', process, {
      values: { ms: GRAIN_MICROS / 1000 },
      commands: [set(0, GRAIN_MICROS)],
      heals: [usual],
    }),
  ]
}

function machineOffers(scene: FaultScene, { process, host }: SceneNode): readonly Offer[] {
  const { world } = scene
  const row = world.processes.get(process)
  const isDown = statusOf(row) === 'down'
  const isSlow = row !== undefined && row.cpu !== null
  const usual: Order = { type: 'SetCpu', process, microsPerInput: 0 }
  const cpu = isSlow
    ? offer('usualCpu', process, { commands: [usual], isRepair: true })
    : offer('slowCpu', process, {
        values: { ms: SLOW_INPUT_MICROS / 1000 },
        commands: [{ type: 'SetCpu', process, microsPerInput: SLOW_INPUT_MICROS }],
        heals: [usual],
        refusal: isDown ? 'isDown' : null,
      })
  const power = offer('powerOff', process, {
    commands: [{ type: 'PowerOff', host }],
    heals: [startAfterEnd(process)],
    refusal: isDown ? 'isDown' : null,
  })
  return [power, cpu, clockOffer(scene, process), ...timingOffers(scene, process)]
}

/** What a server does at once, beside its periods and limits. O6. */
function taskOffers({ world }: FaultScene, { process, isBroker }: SceneNode): readonly Offer[] {
  const refusal = NOT_RUNNING[statusOf(world.processes.get(process))]
  const task = (verb: FaultVerb, name: ServerTask): Offer => {
    const call = { type: 'RunTask', task: name } as const
    return offer(verb, process, { commands: [{ type: 'Call', process, call }], refusal })
  }
  const ofBroker = [task('runRetention', 'retention'), task('rollSegments', 'roll')]
  return [...(isBroker ? ofBroker : []), task('snapshotNow', 'snapshot')]
}

/** What can be done to a server's process, processor, disk and network. */
export function nodeOffers(scene: FaultScene, node: SceneNode): readonly Offer[] {
  const { process, host } = node
  return [
    ...lifeOffers(scene, process, { stop: 'stop', restarts: true }),
    ...machineOffers(scene, node),
    ...storageOffers(scene, node),
    ...taskOffers(scene, node),
    ...networkOffers(scene, host, process),
  ]
}

/** What can be done to each link of a process's host. */
export function linksOfProcess(scene: FaultScene, process: string): readonly Offer[] {
  const host = scene.world.processes.get(processId(process))?.host
  if (host === undefined) return []
  return hostsOf(scene).flatMap((other) => (other === host ? [] : linkOffers(scene, host, other)))
}
