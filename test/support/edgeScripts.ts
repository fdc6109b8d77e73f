import { serverProcess } from '~/engine/build'
import { nodeId } from '~/kafka/ids'
import type { KafkaModel } from '~/kafka/model'
import type { Step } from '~/sim/world'
import { CLIENT_SCRIPTS } from './clientScripts'
import { edgeOf } from './edgeCounts'
import type { EdgeScript } from './edgeScript'
import { STARTED } from './edgeScript'
import { bothWays, hostOf, link } from './hurting'
import { PARTITION_SCRIPTS } from './partitionScripts'
import type { QuorumLab, QuorumSetup } from './quorumLab'
import { leaderOf, othersOf, part, quorumAt, quorumLab, roleAt, serverAt } from './quorumLab'

const BROKER = serverProcess(1)
const SESSION_MS = 24_000
/** From its start until a broker registers, ms. */
const REGISTERS_AFTER_MS = 1_300
/** The longer the session, the longer it is between looks for sessions that are over. */
const LONG_SESSION: QuorumSetup = {
  hasTopic: true,
  properties: { 'broker.session.timeout.ms': String(SESSION_MS) },
}

/** The active controller has begun to move the leaders of the broker that wants to stop. */
function isLetDown(lab: QuorumLab): boolean {
  const contacts = serverAt(lab, leaderOf(lab))?.controller?.contacts
  return contacts?.some(({ controlledShutdownOffset }) => controlledShutdownOffset >= 0) === true
}

/** Asked to stop, and killed when the controller has heard of it. */
function dieStopping(lab: QuorumLab): void {
  lab.command({ type: 'Signal', process: BROKER, signal: 'SIGTERM' })
  lab.until(() => isLetDown(lab), 5)
  lab.command({ type: 'Kill', process: BROKER })
}

/** Ms until the active controller may take the session of the broker for ended. */
function sessionLeft(lab: QuorumLab): number {
  const contacts = serverAt(lab, leaderOf(lab))?.controller?.contacts
  const last = contacts?.get(nodeId(1))?.lastContactMs ?? null
  return last === null ? 0 : last + SESSION_MS - lab.world().now / 1000
}

/** It comes back when its session is over, until once it comes before the next look for such sessions. */
function comeBackInTime(lab: QuorumLab, isTaken: () => boolean, die: () => void): void {
  for (let tries = 0; tries < 8 && !isTaken(); tries += 1) {
    lab.passes(STARTED + tries / 2)
    die()
    lab.until(() => sessionLeft(lab) < REGISTERS_AFTER_MS, SESSION_MS / 1000)
    lab.command({ type: 'Start', process: BROKER })
    lab.until(isTaken, 6)
  }
}

/** The leader pauses for longer than its followers wait, and for less than it waits for them. */
function nap(lab: QuorumLab): void {
  lab.passes(STARTED)
  const leader = leaderOf(lab)
  lab.command({ type: 'Pause', process: serverProcess(leader) })
  lab.until(() => othersOf(lab, leader).some((id) => roleAt(lab, id) === 'Candidate'), 10)
  lab.command({ type: 'Resume', process: serverProcess(leader) })
  lab.passes(5)
}

/** Far from each other, two stand at once; the third, away until then, votes for the first it hears. */
function standTogether(lab: QuorumLab): void {
  lab.passes(STARTED)
  const leader = leaderOf(lab)
  const [one = 0, other = 0] = othersOf(lab, leader)
  for (const order of bothWays(hostOf(one), hostOf(other), { latencyMicros: 450_000 })) {
    lab.command(order)
  }
  lab.command({ type: 'Pause', process: serverProcess(leader) })
  lab.until(() => [one, other].every((id) => roleAt(lab, id) === 'Candidate'), 10)
  lab.command({ type: 'Resume', process: serverProcess(leader) })
  lab.passes(5)
}

/** Far from each other, two stand at once, and the third is away. */
function standApart(lab: QuorumLab): void {
  lab.passes(STARTED)
  const leader = leaderOf(lab)
  const [one = 0, other = 0] = othersOf(lab, leader)
  for (const order of bothWays(hostOf(one), hostOf(other), { latencyMicros: 450_000 })) {
    lab.command(order)
  }
  lab.command({ type: 'Kill', process: serverProcess(leader) })
  lab.until(() => [one, other].every((id) => roleAt(lab, id) === 'Candidate'), 10)
}

/** Nothing of what is on its way to a node arrives. */
function dropAllTo(lab: QuorumLab, id: number): void {
  for (const { id: message, to } of lab.world().network.inFlight.values()) {
    if (to === serverProcess(id)) lab.command({ type: 'DropMessage', message })
  }
}

/** Who led, and was cut off, hears of the next leader first, and not of its election. */
function hearOfNext(lab: QuorumLab, isTaken: () => boolean): void {
  lab.passes(STARTED)
  const leader = leaderOf(lab)
  part(lab, [[leader], othersOf(lab, leader)])
  lab.until(() => leaderOf(lab) !== leader, 10)
  dropAllTo(lab, leader)
  lab.command({ type: 'HealLinks' })
  lab.until(isTaken, 5)
}

/** Who has voted does not hear who won until it stands itself. */
function hearLate(lab: QuorumLab, isTaken: () => boolean): void {
  lab.passes(STARTED)
  const leader = leaderOf(lab)
  const others = othersOf(lab, leader)
  lab.command({ type: 'Kill', process: serverProcess(leader) })
  const voted = () => others.find((id) => roleAt(lab, id) === 'Unattached' && hasVoted(lab, id))
  lab.until(() => voted() !== undefined, 10)
  const late = voted() ?? 0
  const [winner = 0] = others.filter((id) => id !== late)
  lab.command(link(hostOf(winner), hostOf(late), { cut: true }))
  lab.until(() => roleAt(lab, late) === 'Prospective', 10)
  lab.command({ type: 'HealLinks' })
  lab.until(isTaken, 5)
}

function hasVoted(lab: QuorumLab, id: number): boolean {
  return (quorumAt(lab, id)?.votedKey ?? null) !== null
}

/** A leader that nobody asks for records any more. */
function resign(lab: QuorumLab): void {
  lab.passes(STARTED)
  const leader = leaderOf(lab)
  part(lab, [[leader], othersOf(lab, leader)])
  lab.until(() => roleAt(lab, leader) === 'Resigned', 10)
}

/** A leader that resigns while nobody can win the epoch after it: it hears of an epoch, not of a leader. */
function resignLate(lab: QuorumLab, isTaken: () => boolean): void {
  lab.passes(STARTED)
  const leader = leaderOf(lab)
  const others = othersOf(lab, leader)
  part(lab, [[leader], others])
  lab.until(() => others.some((id) => roleAt(lab, id) === 'Candidate'), 10)
  part(lab, [others.slice(0, 1), others.slice(1)])
  lab.until(() => roleAt(lab, leader) === 'Resigned', 10)
  lab.command({ type: 'HealLinks' })
  lab.until(isTaken, 10)
}

/** Of four voters the leader is gone, one lags, and who stands does not hear the only other one. */
function standBehind(lab: QuorumLab): void {
  lab.passes(STARTED)
  const leader = leaderOf(lab)
  const [behind = 0, ...others] = othersOf(lab, leader)
  part(lab, [[behind], [leader]])
  lab.passes(3)
  lab.command({ type: 'Kill', process: serverProcess(leader) })
  lab.until(() => others.some((id) => roleAt(lab, id) === 'Candidate'), 10)
  part(lab, [others.slice(0, 1), others.slice(1)])
  lab.passes(10)
  lab.command({ type: 'HealLinks' })
  lab.command({ type: 'Start', process: serverProcess(leader) })
  lab.passes(10)
}

/** A heartbeat that asked for a fence is overtaken by those that ask to be let in. */
function beatLate(lab: QuorumLab): void {
  const early = () => {
    const found = [...lab.world().network.inFlight.values()].find(
      ({ body }) => body?.api === 'BrokerHeartbeat' && 'wantFence' in body && body.wantFence,
    )
    return found?.id ?? null
  }
  lab.until(() => early() !== null, STARTED)
  const message = early()
  if (message === null) return
  lab.command({ type: 'ReorderMessage', message, byMicros: 6_000_000 })
  lab.passes(STARTED)
}

/** Asked to stop while it starts. */
function stopEarly(lab: QuorumLab, at: 'STARTING' | 'RECOVERY'): void {
  lab.until(() => serverAt(lab, 1)?.broker?.lifecycle === at, STARTED)
  lab.command({ type: 'Signal', process: BROKER, signal: 'SIGTERM' })
  lab.passes(5)
}

const SCRIPTS: readonly EdgeScript[] = [
  {
    edge: 'brokerLifecycle STARTING shutdownAsked SHUTTING_DOWN',
    play: (lab) => stopEarly(lab, 'STARTING'),
  },
  {
    edge: 'brokerLifecycle RECOVERY shutdownAsked SHUTTING_DOWN',
    play: (lab) => stopEarly(lab, 'RECOVERY'),
  },
  {
    edge: 'brokerLifecycle STARTING registrationTimedOut SHUTTING_DOWN',
    play: (lab) => {
      for (const id of lab.voters) lab.command({ type: 'Kill', process: serverProcess(id) })
      lab.passes(65)
    },
  },
  { edge: 'quorumRole Leader leaderLearned Follower', play: hearOfNext },
  { edge: 'quorumRole Prospective leaderLearned Follower', play: hearLate },
  {
    edge: 'quorumRole Candidate higherEpochSeen Unattached',
    play: (lab, isTaken) => {
      standApart(lab)
      lab.command({ type: 'HealLinks' })
      lab.until(isTaken, 10)
    },
  },
  {
    edge: 'quorumRole Candidate electionTimedOut Prospective',
    play: (lab, isTaken) => {
      standApart(lab)
      lab.until(isTaken, 10)
    },
  },
  {
    edge: 'quorumRole Resigned electionTimedOut Unattached',
    play: (lab, isTaken) => {
      resign(lab)
      lab.until(isTaken, 10)
    },
  },
  {
    edge: 'quorumRole Resigned higherEpochSeen Unattached',
    play: resignLate,
  },
  { edge: 'quorumRole Leader higherEpochSeen Unattached', play: nap },
  { edge: 'quorumRole Candidate leaderLearned Follower', play: standTogether },
  {
    edge: 'quorumRole Prospective electionLost Unattached',
    setup: { controllers: 4 },
    play: standBehind,
  },
  {
    edge: 'quorumRole Resigned soleVoterStood Prospective',
    setup: { controllers: 1 },
    play: (lab) => {
      lab.passes(STARTED)
      lab.command({ type: 'Kill', process: serverProcess(2) })
      lab.command({ type: 'Start', process: serverProcess(2) })
      lab.passes(5)
    },
  },
  {
    edge: 'brokerControl UNFENCED registered FENCED',
    setup: LONG_SESSION,
    play: (lab, isTaken) => {
      comeBackInTime(lab, isTaken, () => lab.command({ type: 'Kill', process: BROKER }))
    },
  },
  {
    edge: 'brokerControl CONTROLLED_SHUTDOWN registered FENCED',
    setup: LONG_SESSION,
    play: (lab, isTaken) => comeBackInTime(lab, isTaken, () => dieStopping(lab)),
  },
  {
    edge: 'brokerControl CONTROLLED_SHUTDOWN sessionExpired FENCED',
    setup: { hasTopic: true },
    play: (lab) => {
      lab.passes(STARTED)
      dieStopping(lab)
      lab.passes(STARTED)
    },
  },
  {
    edge: 'brokerControl UNFENCED shutdownGranted FENCED',
    play: (lab) => {
      lab.passes(STARTED)
      lab.command({ type: 'Signal', process: BROKER, signal: 'SIGTERM' })
      lab.passes(5)
    },
  },
  { edge: 'brokerControl UNFENCED fenceAsked FENCED', play: beatLate },
  ...PARTITION_SCRIPTS,
  ...CLIENT_SCRIPTS,
]

/** What came of a script: the edges it took, and what broke, null when everything held. */
export interface Played {
  readonly edge: string
  readonly failure: string | null
}

/** Plays every script; safety is checked after every event, as in the sweep. */
export function playEdgeScripts(observe: (taken: Step<KafkaModel>) => void): readonly Played[] {
  return SCRIPTS.map(({ edge, setup = {}, play }) => {
    let isTaken = false
    const lab = quorumLab({
      ...setup,
      observe: (taken) => {
        observe(taken)
        isTaken ||= taken.facts.some(
          ({ fact }) => fact.type === 'Transitioned' && edgeOf(fact) === edge,
        )
      },
    })
    play(lab, () => isTaken)
    const [rule] = lab.broken
    if (rule !== undefined) return { edge, failure: `${rule} is broken` }
    return { edge, failure: isTaken ? null : 'it is not taken' }
  })
}
