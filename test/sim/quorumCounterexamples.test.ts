import { expect, test } from 'vitest'
import { buildWorld, firstCommands, OUTER_HOST, serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { checkSafety } from '~/kafka/invariants/safety'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { isServer } from '~/kafka/server/server'
import type { QuorumProtection } from '~/kafka/serverSpec'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { hostId, processId } from '~/sim/ids'
import { apply, nextDue, step } from '~/sim/step'
import type { Command } from '~/sim/world'

/**
 * Counterexamples of the quorum (CX-36 … CX-39): each breaks its property without the rule that
 * protects from it, and not with it. Node 1 is a broker; nodes 2, 3, 4 are the voters.
 */
const SECOND = 1_000_000
const VOTERS = [2, 3, 4]

interface Lab {
  readonly world: () => KafkaWorld
  readonly command: (command: Command<KafkaModel>) => void
  /** Rules that were broken on the way. */
  readonly passes: (seconds: number) => readonly string[]
}

function lab(
  unprotected: readonly QuorumProtection[],
  properties: Readonly<Record<string, string>> = {},
): Lab {
  const base = loopbackScenario({
    shape: { type: 'apart', controllers: 3, brokers: 1 },
    properties,
    perNode: {},
  })
  const servers = base.servers.map((server) => ({
    ...server,
    spec: { ...server.spec, unprotected },
  }))
  const scenario = { ...base, servers }
  let world = buildWorld(scenario, 1, kafkaProgram)
  const command = (order: Command<KafkaModel>) => {
    world = apply(world, order).world
  }
  for (const order of firstCommands(scenario)) command(order)
  const passes = (seconds: number) => {
    const broken = new Set<string>()
    const until = world.now + seconds * SECOND
    for (let due = nextDue(world); due !== null && due <= until; due = nextDue(world)) {
      const before = world
      world = step(before)?.world ?? before
      for (const { rule } of checkSafety(world, before)) broken.add(rule)
    }
    return [...broken]
  }
  return { world: () => world, command, passes }
}

function quorumOf({ world }: Lab, id: number): QuorumState | null {
  const state = world().processes.get(serverProcess(id))?.state ?? null
  return isServer(state) ? state.quorum : null
}

/** The leader, and the two others. */
function roles(at: Lab): readonly [number, number, number] {
  const leader = VOTERS.find((id) => quorumOf(at, id)?.role.name === 'Leader') ?? 0
  const [one = 0, other = 0] = VOTERS.filter((id) => id !== leader)
  return [leader, one, other]
}

const host = (id: number) => hostId(`node-${id}`)

function cut(at: Lab, one: number, other: number): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    at.command({ type: 'SetLink', from: host(from), to: host(to), link: { cut: true } })
  }
}

/** A follower is alone for thirty seconds; the epochs of the leader before and of everybody after. */
function isolated(unprotected: readonly QuorumProtection[]) {
  const at = lab(unprotected)
  at.passes(12)
  const [leader, , victim] = roles(at)
  const before = quorumOf(at, leader)?.epoch ?? 0
  for (const id of [1, ...VOTERS].filter((other) => other !== victim)) cut(at, victim, id)
  at.passes(30)
  const alone = quorumOf(at, victim)?.epoch ?? 0
  at.command({ type: 'HealLinks' })
  const broken = at.passes(15)
  return { before, alone, after: quorumOf(at, leader)?.epoch ?? 0, broken }
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
  const before = quorumOf(at, leader)?.epoch ?? 0
  cut(at, leader, one)
  at.passes(60)
  return Math.max(...VOTERS.map((id) => quorumOf(at, id)?.epoch ?? 0)) - before
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
function lossyVoter(at: Lab, lose: (host: ReturnType<typeof hostId>, id: number) => void) {
  const [leader, stays, lags] = roles(at)
  cut(at, lags, leader)
  cut(at, lags, stays)
  at.passes(4)
  at.command({ type: 'Kill', process: serverProcess(leader) })
  lose(host(stays), stays)
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
  expect(quorumOf(at, 2)?.log.kraftVersions.at(-1)?.version).toBe(1)
  expect(wiped(at)).toEqual([])
})
