import { expect, test } from 'vitest'
import { OUTER_HOST, serverProcess } from '~/engine/build'
import type { QuorumProtection } from '~/kafka/serverSpec'
import type { HostId } from '~/sim/ids'
import { processId } from '~/sim/ids'
import { bothWays, hostOf } from '../support/hurting'
import type { QuorumLab } from '../support/quorumLab'
import { leaderOf, othersOf, part, quorumAt, quorumLab, roleAt } from '../support/quorumLab'

/**
 * Counterexamples of the quorum (CX-36 … CX-39): each breaks its property without the rule that
 * protects from it, and not with it. Node 1 is a broker; nodes 2, 3, 4 are the voters.
 */
const VOTERS = [2, 3, 4]

type Lab = QuorumLab

function lab(
  unprotected: readonly QuorumProtection[],
  properties: Readonly<Record<string, string>> = {},
): Lab {
  return quorumLab({ unprotected, properties })
}

/** The leader, and the two others. */
function roles(at: Lab): readonly [number, number, number] {
  const leader = leaderOf(at)
  const [one = 0, other = 0] = VOTERS.filter((id) => id !== leader)
  return [leader, one, other]
}

function cut(at: Lab, one: number, other: number): void {
  part(at, [[one], [other]])
}

/** A follower is alone for thirty seconds; the epochs of the leader before and of everybody after. */
function isolated(unprotected: readonly QuorumProtection[]) {
  const at = lab(unprotected)
  at.passes(12)
  const [leader, , victim] = roles(at)
  const before = quorumAt(at, leader)?.epoch ?? 0
  for (const id of [1, ...VOTERS].filter((other) => other !== victim)) cut(at, victim, id)
  at.passes(30)
  const alone = quorumAt(at, victim)?.epoch ?? 0
  at.command({ type: 'HealLinks' })
  const broken = at.passes(15)
  return { before, alone, after: quorumAt(at, leader)?.epoch ?? 0, broken }
}

test('CX-36 without pre-votes a follower that comes back deposes the leader', () => {
  const { before, alone, after, broken } = isolated(['preVote'])
  expect(alone).toBeGreaterThan(before + 5)
  expect(after).toBeGreaterThan(alone)
  expect(broken).toEqual([])
})

test('CX-36 with pre-votes it follows again, and the epoch stays', () => {
  const { before, alone, after, broken } = isolated([])
  expect([alone, after]).toEqual([before, before])
  expect(broken).toEqual([])
})

/**
 * The leader and one follower do not hear each other for a minute, and nothing is written: the logs
 * are equal. By how much the epoch rose.
 */
function pingPong(unprotected: readonly QuorumProtection[]): number {
  const at = lab(unprotected, { 'metadata.max.idle.interval.ms': '0' })
  at.passes(12)
  const [leader, one] = roles(at)
  const before = quorumAt(at, leader)?.epoch ?? 0
  cut(at, leader, one)
  at.passes(60)
  return Math.max(...VOTERS.map((id) => quorumAt(at, id)?.epoch ?? 0)) - before
}

test('CX-37 a follower that grants pre-votes although it follows deposes a leader that works', () => {
  expect(pingPong(['followerRejectsPreVote'])).toBeGreaterThanOrEqual(1)
})

test('CX-37 a follower that fetches refuses: nothing changes', () => {
  expect(pingPong([])).toBe(0)
})

/**
 * Two of three voters have a committed record; one of them loses its disk in the given way, the other
 * stops; the third asks for votes. The rules that were broken.
 */
function lossyVoter(at: Lab, lose: (host: ReturnType<typeof hostOf>, id: number) => void) {
  const [leader, stays, lags] = roles(at)
  cut(at, lags, leader)
  cut(at, lags, stays)
  at.passes(4)
  at.command({ type: 'Kill', process: serverProcess(leader) })
  lose(hostOf(stays), stays)
  at.command({ type: 'HealLinks' })
  at.command({ type: 'Start', process: serverProcess(stays) })
  return at.passes(25)
}

function powerLoss(unprotected: readonly QuorumProtection[]): readonly string[] {
  const at = lab(unprotected)
  at.passes(12)
  return lossyVoter(at, (where) => at.command({ type: 'PowerOff', host: where }))
}

test('CX-38 a voter that does not flush forgets in a power loss what it acknowledged', () => {
  expect(powerLoss(['fsync'])).toContain('KR-10')
})

test('CX-38 a voter that flushes keeps it', () => {
  expect(powerLoss([])).toEqual([])
})

function wiped(at: Lab): readonly string[] {
  return lossyVoter(at, (where, id) => {
    at.command({ type: 'Kill', process: serverProcess(id) })
    at.command({ type: 'WipeDisk', host: where })
  })
}

test('CX-39 with kraft.version 0 a voter with a new disk votes although it knows nothing', () => {
  const at = lab([])
  at.passes(12)
  expect(wiped(at)).toContain('KR-10')
})

test('a leader with a new disk ends as soon as the others tell it that it leads', () => {
  const at = lab([])
  at.passes(12)
  const [leader] = roles(at)
  const process = serverProcess(leader)
  at.command({ type: 'Kill', process })
  at.command({ type: 'WipeDisk', host: hostOf(leader) })
  at.command({ type: 'Start', process })
  at.passes(2.5)
  expect(at.world().processes.get(process)?.status).toBe('exited')
  // The others elect one of them, and then it is a voter like any other.
  at.passes(6)
  at.command({ type: 'Start', process })
  at.passes(6)
  expect(roleAt(at, leader)).toBe('Follower')
})

test('CX-39 with kraft.version 1 its new directory is no voter', () => {
  const at = lab([])
  at.passes(12)
  const bootstrap = ['--bootstrap-server', 'localhost:9092']
  at.command({
    type: 'Spawn',
    process: processId('features'),
    host: OUTER_HOST,
    spec: {
      kind: 'client',
      program: 'kafka-features',
      args: [...bootstrap, 'upgrade', '--feature', 'kraft.version=1'],
      files: {},
      properties: {},
    },
  })
  at.passes(5)
  expect(quorumAt(at, 2)?.log.kraftVersions.at(-1)?.version).toBe(1)
  expect(wiped(at)).toEqual([])
})

/** CX-43, KAFKA-18345: the leader is gone, and the two voters that are left notice it at the same instant. */
function noticeTogether(unprotected: readonly QuorumProtection[]) {
  const voters = quorumLab({ unprotected })
  voters.until(() => leaderOf(voters) > 0, 30)
  const leader = leaderOf(voters)
  const before = quorumAt(voters, leader)?.epoch ?? 0
  const left = othersOf(voters, leader).map(serverProcess)
  voters.command({ type: 'Kill', process: serverProcess(leader) })
  // Neither the network nor a disk is late by chance: nothing else tells the two apart.
  const [one, other] = othersOf(voters, leader).map(hostOf) as [HostId, HostId]
  for (const order of bothWays(one, other, { jitterMicros: 0 })) voters.command(order)
  for (const host of [one, other]) voters.command({ type: 'SetDisk', host, flushMicros: 0 })
  for (const process of left) voters.command({ type: 'Pause', process })
  voters.passes(10)
  for (const process of left) voters.command({ type: 'Resume', process })
  voters.passes(30)
  const rest = othersOf(voters, leader)
  const epochs = rest.map((id) => quorumAt(voters, id)?.epoch ?? 0)
  const isLed = rest.some((id) => roleAt(voters, id) === 'Leader')
  return { isLed, elections: Math.max(...epochs) - before }
}

test('CX-43 voters whose timeouts are all alike split the votes again and again', () => {
  const { isLed, elections } = noticeTogether(['electionJitter'])
  expect(isLed).toBe(false)
  expect(elections).toBeGreaterThan(10)
})

test('CX-43 who draws its timeout anew comes first in some round', () => {
  const { isLed, elections } = noticeTogether([])
  expect(isLed).toBe(true)
  expect(elections).toBeLessThan(8)
})
