import type { ClusterShape } from '~/scenarios/transcriptCluster'
import type { Lab } from './lab'
import {
  activeController,
  advance,
  another,
  leaderThat,
  openLab,
  ownedPartitions,
  partitionsOf,
  SECOND,
  secondsUntil,
  serverOf,
  signal,
  startClock,
  startConsumer,
} from './lab'

/** A measured row of `golden/timings.md`: seconds. */
export interface Measured {
  readonly name: string
  readonly min: number
  readonly max: number
}

/** Seconds of each row that one experiment gave; null: what was waited for never came. */
export type Sample = Readonly<Record<string, number | null>>

/** An experiment that gives some of the rows. */
export interface Experiment {
  readonly rows: readonly Measured[]
  readonly sample: (seed: number) => Sample
}

const THREE: ClusterShape = { type: 'combined', nodes: 3 }
const APART: ClusterShape = { type: 'apart', controllers: 3, brokers: 1 }
/** Seeds of clusters that stand in for one that does not fit are so far from it. */
const OTHER_SEEDS = 1_000

function lostLeader(lab: Lab, id: number): boolean {
  const rows = partitionsOf(lab, another(id))
  return rows.length > 0 && rows.every(({ leader }) => leader !== id)
}

function outOfIsr(lab: Lab, id: number): boolean {
  const rows = partitionsOf(lab, another(id))
  return rows.length > 0 && rows.every(({ isr }) => !isr.some((replica) => replica === id))
}

function backInIsr(lab: Lab, id: number): boolean {
  const rows = partitionsOf(lab, another(id))
  return rows.length > 0 && rows.every(({ isr }) => isr.some((replica) => replica === id))
}

/** Both instants of one fault, counted from it. */
function leaderAndIsr(lab: Lab, id: number): { readonly leader: number; readonly isr: number } {
  const begun = lab.clock
  secondsUntil(lab, () => lostLeader(lab, id))
  const leader = (lab.clock - begun) / SECOND
  secondsUntil(lab, () => outOfIsr(lab, id))
  return { leader, isr: (lab.clock - begun) / SECOND }
}

const killed: Experiment = {
  rows: [
    { name: 'SIGKILL leader: new leader', min: 8.04, max: 9.31 },
    { name: 'SIGKILL leader: out of every ISR', min: 8.04, max: 9.31 },
    {
      name: 'restart after SIGKILL: back in every ISR',
      min: 2.27,
      max: 5.71,
    },
  ],
  sample: (seed) => {
    const lab = openLab(THREE, seed)
    const id = leaderThat(lab, false)
    signal(lab, id, 'SIGKILL')
    const { leader, isr } = leaderAndIsr(lab, id)
    advance(lab, SECOND)
    signal(lab, id, 'start')
    return {
      'SIGKILL leader: new leader': leader,
      'SIGKILL leader: out of every ISR': isr,
      'restart after SIGKILL: back in every ISR': secondsUntil(lab, () => backInIsr(lab, id)),
    }
  },
}

const terminated: Experiment = {
  rows: [
    { name: 'SIGTERM leader: new leader', min: 0.04, max: 0.11 },
    { name: 'SIGTERM leader: out of every ISR', min: 0.05, max: 0.11 },
    { name: 'SIGTERM: process gone', min: 2.27, max: 2.56 },
    {
      name: 'restart after SIGTERM: back in every ISR',
      min: 8.34,
      max: 10.11,
    },
  ],
  sample: (seed) => {
    const lab = openLab(THREE, seed)
    const id = leaderThat(lab, false)
    signal(lab, id, 'SIGTERM')
    const begun = lab.clock
    const { leader, isr } = leaderAndIsr(lab, id)
    secondsUntil(lab, () => serverOf(lab, id) === null)
    const gone = (lab.clock - begun) / SECOND
    advance(lab, SECOND)
    signal(lab, id, 'start')
    return {
      'SIGTERM leader: new leader': leader,
      'SIGTERM leader: out of every ISR': isr,
      'SIGTERM: process gone': gone,
      'restart after SIGTERM: back in every ISR': secondsUntil(lab, () => backInIsr(lab, id)),
    }
  },
}

const paused: Experiment = {
  rows: [
    { name: 'SIGSTOP leader: new leader', min: 7.53, max: 9.58 },
    { name: 'SIGSTOP leader: out of every ISR', min: 7.54, max: 9.58 },
    { name: 'SIGCONT: back in every ISR', min: 0.58, max: 0.66 },
  ],
  sample: (seed) => {
    const lab = openLab(THREE, seed)
    const id = leaderThat(lab, false)
    signal(lab, id, 'SIGSTOP')
    const { leader, isr } = leaderAndIsr(lab, id)
    advance(lab, 2 * SECOND)
    signal(lab, id, 'SIGCONT')
    return {
      'SIGSTOP leader: new leader': leader,
      'SIGSTOP leader: out of every ISR': isr,
      'SIGCONT: back in every ISR': secondsUntil(lab, () => backInIsr(lab, id)),
    }
  },
}

/** Until another controller leads and its epoch is committed: before, it answers nobody. Q-31. */
function anotherLeads(lab: Lab, old: number): number | null {
  return secondsUntil(lab, () => {
    const now = activeController(lab)
    return now !== null && now !== old
  })
}

function controllerLost(name: string, by: 'SIGKILL' | 'SIGTERM', range: readonly [number, number]) {
  return {
    rows: [{ name, min: range[0], max: range[1] }],
    sample: (seed: number) => {
      const lab = openLab(APART, seed)
      const active = activeController(lab)
      if (active === null) return { [name]: null }
      signal(lab, active, by)
      return { [name]: anotherLeads(lab, active) }
    },
  }
}

/** A cluster whose active controller leads a partition: one let in after the topic was made does not. */
function leadingController(seed: number): { readonly lab: Lab; readonly active: number } {
  for (let from = seed; ; from += OTHER_SEEDS) {
    const lab = openLab(THREE, from)
    const active = activeController(lab)
    const leads = partitionsOf(lab, 1).some(({ leader }) => leader === active)
    if (active !== null && leads) return { lab, active }
  }
}

const both: Experiment = {
  rows: [
    {
      name: 'SIGKILL leader that is active controller: new leader',
      min: 10.66,
      max: 12.34,
    },
  ],
  sample: (seed) => {
    const { lab, active } = leadingController(seed)
    signal(lab, active, 'SIGKILL')
    const seconds = secondsUntil(lab, () => lostLeader(lab, active))
    return { 'SIGKILL leader that is active controller: new leader': seconds }
  },
}

function memberLost(name: string, by: 'SIGINT' | 'SIGKILL', range: readonly [number, number]) {
  return {
    rows: [{ name, min: range[0], max: range[1] }],
    sample: (seed: number) => {
      const lab = openLab(THREE, seed)
      const process = startConsumer(lab, 'reader-1')
      startConsumer(lab, 'reader-2')
      secondsUntil(lab, () => ownedPartitions(lab).join(' ') === '2 2')
      advance(lab, 6 * SECOND + (seed % 7) * (SECOND / 2))
      startClock(lab)
      if (by === 'SIGKILL') lab.run.command({ type: 'Kill', process })
      else lab.run.command({ type: 'Signal', process, signal: 'SIGINT' })
      return { [name]: secondsUntil(lab, () => ownedPartitions(lab).join(' ') === '4') }
    },
  }
}

/** Every experiment; the rows of JVM starts and of the consumer protocol are not among them. */
export const EXPERIMENTS: readonly Experiment[] = [
  killed,
  terminated,
  paused,
  controllerLost('SIGKILL active controller: new one leads', 'SIGKILL', [1.77, 3.54]),
  controllerLost('SIGTERM active controller: new one leads', 'SIGTERM', [0.09, 0.26]),
  both,
  memberLost('classic: leave (SIGINT): the other owns all', 'SIGINT', [0.11, 3.06]),
  memberLost('classic: SIGKILL: the other owns all', 'SIGKILL', [42.28, 47.24]),
]
