import type { KafkaWorld } from '~/kafka/model'
import { isServer } from '~/kafka/server/server'
import { heapItems } from '~/sim/heap'
import { settingOfTimer } from './timerSettings'

/** What a member of the quorum waits for before it does something by itself. */
export interface QuorumTimer {
  readonly process: string
  readonly name: 'election' | 'fetch' | 'checkQuorum'
  /** The setting whose time it is. */
  readonly setting: string
  /** When it runs out, µs. */
  readonly dueAt: number
  /** The event that set it; -1: the build. */
  readonly setBy: number
}

/** The timers that end a role: of followers, of those who ask for votes, of the leader. */
const NAMES = ['election', 'fetch', 'checkQuorum'] as const

/** The timers of the quorum's members that run at this instant, by process. */
export function quorumTimersOf(world: KafkaWorld): readonly QuorumTimer[] {
  const wanted = new Map<number, Pick<QuorumTimer, 'process' | 'name'>>()
  for (const { id, status, state, timers } of world.processes.values()) {
    if (status !== 'running' || !isServer(state) || state.quorum === null) continue
    for (const name of NAMES) {
      const seq = timers.get(`quorum/${name}/`)
      if (seq !== undefined) wanted.set(seq, { process: id, name })
    }
  }
  return heapItems(world.queue)
    .flatMap(({ seq, at, cause }): readonly QuorumTimer[] => {
      const timer = wanted.get(seq)
      if (timer === undefined) return []
      const setting = settingOfTimer({ role: 'quorum', name: timer.name }) ?? timer.name
      return [{ ...timer, setting, dueAt: at, setBy: cause }]
    })
    .toSorted((a, b) => (a.process < b.process ? -1 : 1))
}
