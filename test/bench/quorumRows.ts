import { kafkaProgram } from '~/engine/kafkaProgram'
import { serverProcess } from '~/engine/build'
import { quiet } from '~/kafka/effects'
import type { KafkaContext, RoleStep } from '~/kafka/effects'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { MetadataRecord } from '~/kafka/protocol/metadataRecords'
import { appendRecords } from '~/kafka/quorum/appendRecords'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import type { ProcessId } from '~/sim/ids'
import type { Program } from '~/sim/model'
import { apply } from '~/sim/step'
import { quorumScenario, runFor, runUntil } from './clusters'
import type { Row, Sample } from './measure'
import { compare, median } from './measure'

const SECOND = 1_000_000

/** A server that takes a call as one record for the metadata log, as its controller would give it. */
function append(state: ServerState, value: number, ctx: KafkaContext): RoleStep<ServerState> {
  if (state.quorum === null) return quiet(state)
  const record: MetadataRecord = {
    type: 'ConfigRecord',
    resourceType: 'TOPIC',
    resourceName: 'orders',
    name: 'retention.ms',
    value: String(value),
  }
  const { step } = appendRecords(state.quorum, [record], ctx)
  // Written out, as the server's own steps are; decision record 0006.
  const next: ServerState = {
    kind: state.kind,
    spec: state.spec,
    phase: state.phase,
    quorum: step.next,
    controller: state.controller,
    broker: state.broker,
    controllerPorts: state.controllerPorts,
    metadataDir: state.metadataDir,
    told: state.told,
    snapshotting: state.snapshotting,
    toldLeader: state.toldLeader,
    registration: state.registration,
    logLevels: state.logLevels,
  }
  return { next, effects: step.effects, facts: step.facts }
}

const program: Program<KafkaModel> = {
  boot: kafkaProgram.boot,
  handle: (state, input, ctx) =>
    isServer(state) && input.type === 'Call' && input.call.type === 'Set'
      ? append(state, input.call.value, ctx)
      : kafkaProgram.handle(state, input, ctx),
}

function serverAt(world: KafkaWorld, id: number): ServerState | null {
  const state = world.processes.get(serverProcess(id))?.state ?? null
  return isServer(state) ? state : null
}

function leaderOf(world: KafkaWorld): ProcessId {
  const id = [1, 2, 3, 4, 5].find((node) => serverAt(world, node)?.quorum?.role.name === 'Leader')
  if (id === undefined) throw new Error('the quorum has no leader')
  return serverProcess(id)
}

function committed(world: KafkaWorld): number {
  return Math.max(...[1, 2, 3, 4, 5].map((id) => serverAt(world, id)?.quorum?.highWatermark ?? 0))
}

interface Replicated {
  readonly world: KafkaWorld
  readonly messages: number
  readonly records: number
}

/** Gives the leader records at a steady rate, each on its own, and counts what comes of it. */
function replicate(start: KafkaWorld, seconds: number, ratePerSecond: number): Replicated {
  let world = start
  let messages = 0
  const leader = leaderOf(world)
  const pause = Math.floor(SECOND / ratePerSecond)
  for (let value = 0; value < seconds * ratePerSecond; value += 1) {
    world = apply(world, {
      type: 'Call',
      process: leader,
      call: { type: 'Set', name: 'append', value },
    }).world
    world = runUntil(world, start.now + (value + 1) * pause, ({ facts }) => {
      for (const { fact } of facts) if (fact.type === 'MessageDelivered') messages += 1
    })
  }
  return { world, messages, records: committed(world) - committed(start) }
}

interface Costs {
  readonly perMessage: readonly Sample[]
  readonly perRecord: readonly Sample[]
}

function costsOf(seconds: number, ratePerSecond: number): Costs {
  let world = runFor(quorumScenario(), 20, program)
  const perMessage: Sample[] = []
  const perRecord = compare(5, () => {
    const done = replicate(world, seconds, ratePerSecond)
    world = done.world
    perMessage.push({ nanos: done.messages / done.records, ratio: 0 })
    return done.records
  })
  const messages = median(perMessage.map(({ nanos }) => nanos))
  return {
    perRecord,
    perMessage: perRecord.map(({ nanos, ratio }) => ({
      nanos: nanos / messages,
      ratio: ratio / messages,
    })),
  }
}

function row(samples: readonly Sample[], about: Pick<Row, 'name' | 'budget'>): Row {
  const micros = (median(samples.map(({ nanos }) => nanos)) / 1000).toFixed(1)
  const value = median(samples.map(({ ratio }) => ratio))
  return { ...about, value, unit: '×', note: `${micros} µs` }
}

/** Five voters that replicate records of the metadata log. */
export function quorumRows(): readonly Row[] {
  const slow = costsOf(60, 20)
  const fast = costsOf(5, 2_000)
  return [
    row(slow.perMessage, { name: 'quorum of 5, 20 records/s, per message', budget: 30 }),
    row(slow.perRecord, { name: 'quorum of 5, 20 records/s, per committed record', budget: 250 }),
    row(fast.perRecord, { name: 'quorum of 5, 2,000 records/s, per committed record', budget: 25 }),
  ]
}
