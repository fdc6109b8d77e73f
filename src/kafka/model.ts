import type { ModelTypes } from '~/sim/model'
import type { World } from '~/sim/world'
import type { KafkaFact } from './facts'
import type { ConditionMemory, KafkaCondition } from './condition'
import type { Body } from './protocol/rpc'
import type { ClientProtection } from './client/protection'
import type { ServerSpec } from './serverSpec'

/** What a timer says when it fires. */
export interface KafkaTimer {
  /** The part of the process it belongs to: `quorum`, `controller`, `fetcher`, `producer`, … */
  readonly role: string
  /** What is due, in that role's words. */
  readonly name: string
  /** The thing it is about (a partition, a member, a request), or ''. */
  readonly about: string
}

/** What a file holds; its owner's guard (`asPartitionLog(file)`) tells more. */
export interface KafkaFile {
  readonly kind: string
}

/** What a process is made from: a server, or a client of some kind (see `client/`). */
export type ProcessSpec = ServerSpec | ClientSpec
/** A client process; `program` names what runs in it (`kafka-topics`, `producer`, …). */
export interface ClientSpec {
  readonly kind: 'client'
  readonly program: string
  /** The command line's words after the program's name. */
  readonly args: readonly string[]
  /** Files that the command line names, by path. */
  readonly files: Readonly<Record<string, string>>
  readonly properties: Readonly<Record<string, string>>
  /** Rules that a consumer runs without; absent: none, as Kafka. */
  readonly unprotected?: readonly ClientProtection[]
}

/** What a running process knows; each program's own state under its name. */
export interface ProcessState {
  readonly kind: string
}

/**
 * What a server does at once, beside its periods and limits: `retention` deletes what no log must
 * keep any more (LogManager.cleanupLogs), `roll` begins a new segment in each log that has records
 * in its active one (UnifiedLog.roll), `snapshot` writes one of the metadata
 * (SnapshotEmitter.maybeEmit).
 */
export type ServerTask = 'retention' | 'roll' | 'snapshot'

/** What a person says to a client process. */
export type ProcessCall =
  | { readonly type: 'InputLine'; readonly text: string }
  | { readonly type: 'EndOfInput' }
  /** A workload's change: records per second, pause between polls, and the like. */
  | { readonly type: 'Set'; readonly name: string; readonly value: number }
  | { readonly type: 'RunTask'; readonly task: ServerTask }

/** Kafka's types for the kernel. */
export interface KafkaModel extends ModelTypes {
  readonly Spec: ProcessSpec
  readonly State: ProcessState
  readonly Body: Body
  readonly Timer: KafkaTimer
  readonly Call: ProcessCall
  readonly File: KafkaFile
  readonly Condition: KafkaCondition
  readonly Memory: ConditionMemory
  readonly Fact: KafkaFact
}

/** A world of Kafka processes. */
export type KafkaWorld = World<KafkaModel>
