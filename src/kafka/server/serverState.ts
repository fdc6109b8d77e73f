import type { Mutable } from '~/base/mutable'
import type { BrokerState } from '../broker/brokerState'
import type { ControllerState } from '../controller/controllerState'
import type { Gathered, KafkaContext, RoleStep } from '../effects'
import type { ProcessState } from '../model'
import type { QuorumState } from '../quorum/quorumState'
import type { Snapshotting } from '../quorum/snapshots'
import type { ServerSpec } from '../serverSpec'

/** A Kafka server: the roles of `process.roles` in one process. Kafka: KafkaRaftServer. */
export interface ServerState extends ProcessState {
  readonly kind: 'server'
  readonly spec: ServerSpec
  readonly phase: 'starting' | 'running' | 'stopping'
  /** `null` until the process has come up. */
  readonly quorum: QuorumState | null
  readonly controller: ControllerState | null
  readonly broker: BrokerState | null
  /** The ports of `controller.listener.names`. */
  readonly controllerPorts: readonly number[]
  readonly metadataDir: string
  /** Metadata offset up to which the roles have been told, exclusive; -1: nothing yet. */
  readonly told: number
  /** What has been applied since the last snapshot. C-90. */
  readonly snapshotting: Snapshotting
  /** The leader and epoch that the controller was told of, as text. */
  readonly toldLeader: string
}

/** True when a process is a server. */
export function isServer(state: ProcessState | null): state is ServerState {
  return state?.kind === 'server'
}

/** What one input changes and wishes; lives inside that input. */
export interface ServerWork extends Gathered {
  readonly ctx: KafkaContext
  /** This input's own copy, changed field by field; decision record 0006. */
  readonly state: Mutable<ServerState>
}

/** Begins to work on an input. */
export function workOn(state: ServerState, ctx: KafkaContext): ServerWork {
  const copy: Mutable<ServerState> = {
    kind: state.kind,
    spec: state.spec,
    phase: state.phase,
    quorum: state.quorum,
    controller: state.controller,
    broker: state.broker,
    controllerPorts: state.controllerPorts,
    metadataDir: state.metadataDir,
    told: state.told,
    snapshotting: state.snapshotting,
    toldLeader: state.toldLeader,
  }
  return { ctx, state: copy, effects: [], facts: [] }
}

/** What the work came to. */
export function stepOf(work: ServerWork): RoleStep<ServerState> {
  const { state: next, effects, facts } = work
  return { next, effects, facts }
}
