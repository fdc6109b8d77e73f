import type { List } from 'immutable'
import { Map } from '~/base/persistentMap'
import { present } from '~/base/invariant'
import type { DiskFault } from './disk'
import type { FactRecord } from './facts'
import type { Heap } from './heap'
import type { ConnectionId, HostId, MessageId, ProcessId, SimTime } from './ids'
import { simTime } from './ids'
import type { ConnectFailure, Input, ModelTypes, Program, Signal } from './model'
import type { Link, Names, Network } from './network'
import { emptyNetwork } from './network'
import type { RandomState } from './random'

/** Something that is due at an instant. */
export interface QueuedEvent<M extends ModelTypes> {
  readonly at: number
  readonly seq: number
  /** Index of the event that scheduled it; -1 for what the build itself scheduled. */
  readonly cause: number
  readonly what: Due<M>
}

/** What can be due. */
export type Due<M extends ModelTypes> =
  | { readonly type: 'Deliver'; readonly message: MessageId }
  /** The next request of a connection whose server has answered the one before. */
  | { readonly type: 'Dequeue'; readonly connection: ConnectionId }
  | {
      readonly type: 'ConnectFailed'
      readonly process: ProcessId
      readonly incarnation: number
      readonly connection: ConnectionId
      readonly reason: ConnectFailure
    }
  | {
      readonly type: 'Timer'
      readonly process: ProcessId
      readonly incarnation: number
      readonly key: string
      readonly timer: M['Timer']
    }
  | { readonly type: 'Command'; readonly command: Command<M> }
  /** A slow process takes up the next of what came while it worked. */
  | { readonly type: 'Wake'; readonly process: ProcessId; readonly incarnation: number }

/** What a person, or a scheduled fault, does at an instant. */
export type Command<M extends ModelTypes> =
  | {
      readonly type: 'Spawn'
      readonly process: ProcessId
      readonly host: HostId
      readonly spec: M['Spec']
    }
  /** Starts a process that has ended, from its spec and its host's disk. */
  | { readonly type: 'Start'; readonly process: ProcessId; readonly spec?: M['Spec'] }
  /** Ends a process at once; with `incarnation` only if it has not been started again since. */
  | { readonly type: 'Kill'; readonly process: ProcessId; readonly incarnation?: number }
  /** Does something as soon as a process has ended: at once when it is not alive. */
  | { readonly type: 'AfterEnd'; readonly process: ProcessId; readonly command: Command<M> }
  | { readonly type: 'Signal'; readonly process: ProcessId; readonly signal: Signal }
  | { readonly type: 'Pause'; readonly process: ProcessId }
  | { readonly type: 'Resume'; readonly process: ProcessId }
  | { readonly type: 'PowerOff'; readonly host: HostId }
  | { readonly type: 'WipeDisk'; readonly host: HostId }
  /** A slow disk, or a whole one again; null is the usual time of a flush. */
  | { readonly type: 'SetDisk'; readonly host: HostId; readonly flushMicros: number | null }
  /**
   * Every access to what lies in a directory ends with an I/O error from now on; its files stay.
   * Give it one of a broker's `log.dirs`. Kafka gives a directory up for as long as it runs.
   */
  | { readonly type: 'FailDirectory'; readonly host: HostId; readonly path: string }
  /** There is no room left in a directory (path '': on the whole disk): writes fail, reads go on. */
  | { readonly type: 'FillDisk'; readonly host: HostId; readonly path: string }
  /**
   * A directory works and has room again; null: all of the disk does, and a flush takes its usual
   * time. Contents stay as they are.
   */
  | { readonly type: 'HealDisk'; readonly host: HostId; readonly path: string | null }
  /**
   * The last bytes of the newest file in a directory become garbage, as a crash in the middle of a
   * write leaves them; give it the directory of a partition (`LOGDIR/TOPIC-N`). What is damaged is
   * the program's to say; nothing happens where it finds nothing.
   */
  | { readonly type: 'CorruptTail'; readonly host: HostId; readonly path: string }
  | { readonly type: 'Call'; readonly process: ProcessId; readonly call: M['Call'] }
  | {
      readonly type: 'SetLink'
      readonly from: HostId
      readonly to: HostId
      readonly link: Partial<Link>
    }
  | { readonly type: 'HealLinks' }
  | { readonly type: 'DropMessage'; readonly message: MessageId }
  | { readonly type: 'DelayMessage'; readonly message: MessageId; readonly byMicros: number }
  /** A request is carried out, but its connection breaks before the answer is through. */
  | { readonly type: 'DuplicateMessage'; readonly message: MessageId }
  /** A client's connection breaks; what it had sent arrives so much later, after it tried again. */
  | { readonly type: 'ReorderMessage'; readonly message: MessageId; readonly byMicros: number }
  /** A slow processor: what a process is told takes it so long; 0 is the usual one. */
  | { readonly type: 'SetCpu'; readonly process: ProcessId; readonly microsPerInput: number }
  /**
   * The same somewhere else: the first batch of the oldest file in a directory that has a later one.
   */
  | { readonly type: 'CorruptOld'; readonly host: HostId; readonly path: string }
  /** A file is gone, from the platter too. */
  | { readonly type: 'LoseFile'; readonly host: HostId; readonly path: string }
  /** Keeps a copy of a disk as it is now; a later one replaces it. */
  | { readonly type: 'CopyDisk'; readonly host: HostId }
  /** A disk is as its copy: whoever runs there should have ended. Nothing happens without a copy. */
  | { readonly type: 'RestoreDisk'; readonly host: HostId }
  /**
   * Where a host looks for another: at the address of `leadsTo`; null: where it is. Connections that
   * are open stay so.
   */
  | {
      readonly type: 'SetName'
      readonly at: HostId
      readonly of: HostId
      readonly leadsTo: HostId | null
    }
  /**
   * The oscillator that a process's timers run by: so many thousandths fast (below 0: slow), and how
   * coarse its timers are, µs; 0 and 0: right and fine. Kafka's monotonic clock, System.nanoTime.
   */
  | {
      readonly type: 'SetTiming'
      readonly process: ProcessId
      readonly fastPerMille: number
      readonly grainMicros: number
    }
  /** The clock that a process reads goes so much ahead of the run's; timers do not ask it. */
  | { readonly type: 'SetClock'; readonly process: ProcessId; readonly aheadMicros: number }
  | { readonly type: 'Schedule'; readonly delayMicros: number; readonly command: Command<M> }
  /** What was scheduled under a number of the queue is not done; by then it may have been. */
  | { readonly type: 'Unschedule'; readonly seq: number }
  /** A fault with a name, to strike when its time comes. */
  | { readonly type: 'PlaceFault'; readonly fault: Fault<M> }
  | { readonly type: 'StrikeFault'; readonly id: string }
  /** Ends a fault; with `strike` only what that strike did, so that it may come again. */
  | { readonly type: 'HealFault'; readonly id: string; readonly strike?: number }
  /** What a strike of a fault has scheduled: nothing once that fault is healed or strikes anew. */
  | {
      readonly type: 'WhileActing'
      readonly id: string
      readonly strike: number
      readonly command: Command<M>
    }

/** When a fault strikes; instants and lengths in µs. */
export type FaultTime<M extends ModelTypes> =
  | { readonly type: 'now' }
  | { readonly type: 'at'; readonly atMicros: number }
  /** Again and again, the first time after one period. */
  | { readonly type: 'every'; readonly everyMicros: number }
  /** Again and again, after a draw from 1 to twice the mean, from a stream of its own. */
  | { readonly type: 'random'; readonly meanMicros: number; readonly seed: number }
  /** Once, as soon as an event reports what the condition asks for. */
  | { readonly type: 'when'; readonly condition: M['Condition'] }

/** Something that breaks, with a name: what it does, when, for how long, and what mends it. */
export interface Fault<M extends ModelTypes> {
  /** Unique within the run. */
  readonly id: string
  /** What it is called and what it is about, for lists; the kernel does not look at them. */
  readonly verb: string
  readonly target: string
  readonly values: Readonly<Record<string, string | number>>
  /** Given in order within one event. */
  readonly commands: readonly Command<M>[]
  /** What undoes them; none: it cannot be undone. */
  readonly heals: readonly Command<M>[]
  readonly time: FaultTime<M>
  /** How long one strike lasts, µs; null: until it is healed. */
  readonly forMicros: number | null
}

/** A fault that was placed, and what has come of it. */
export interface PlacedFault<M extends ModelTypes> {
  readonly fault: Fault<M>
  readonly placedAt: number
  /** `waiting` for its time, `acting`, or over (`healed`). */
  readonly state: 'waiting' | 'acting' | 'healed'
  readonly strikes: number
  /** The newest strike and when its effect ended, µs; null: not yet. */
  readonly since: number | null
  readonly until: number | null
  /** Of one that waits for a condition: what that remembers. */
  readonly memory?: M['Memory'] | null
}

/** One process, running or not. */
export interface Process<M extends ModelTypes> {
  readonly id: ProcessId
  readonly host: HostId
  readonly spec: M['Spec']
  readonly status: 'running' | 'paused' | 'exited' | 'killed' | 'defined'
  /** How often it has been started before. */
  readonly incarnation: number
  /** `null` unless running or paused; kept after the end for the views. */
  readonly state: M['State'] | null
  /** Live timers: the sequence number of the queued event of each key. */
  readonly timers: Map<string, number>
  /** What came while it was paused, in order. */
  readonly parked: List<QueuedEvent<M>>
  readonly exitCode: number | null
  readonly startedAt: SimTime
  /** What is to be done when it ends, in order. */
  readonly afterEnd: List<Command<M>>
  /** A slow processor: how long one input takes, and when it is free again, µs; null: no time. */
  readonly cpu: { readonly microsPerInput: number; readonly freeAt: number } | null
  /** How far the clock that it reads is ahead of the run's, µs. */
  readonly aheadMicros: number
  /** Timers that do not run as the run's time does; null: they do. */
  readonly timing: Timing | null
}

/** How the time of a process's timers passes. */
export interface Timing {
  /** By how many thousandths it passes too fast. */
  readonly fastPerMille: number
  /** Timers fire at multiples of this only, µs of the run; 0: at any instant. */
  readonly grainMicros: number
  /** What it was (`own`) when the run's time was `since`; both µs. */
  readonly since: number
  readonly own: number
}

/** What a host keeps: files as its processes see them, and as a power loss leaves them. */
export interface Disk<M extends ModelTypes> {
  readonly cached: Map<string, M['File']>
  readonly flushed: Map<string, M['File']>
  /** How long a flush takes, µs: this much and up to as much again. */
  readonly flushMicros: number
  /** What is broken of it; newest last. */
  readonly faults: readonly DiskFault[]
  /** A copy that somebody keeps of it, and when it was made, µs; null: none. */
  readonly copy: { readonly files: Map<string, M['File']>; readonly madeAt: number } | null
}

/** Everything that exists at one instant. Immutable; two worlds share what did not change. */
export interface World<M extends ModelTypes> {
  readonly program: Program<M>
  readonly seed: number
  readonly now: SimTime
  /** Index of the next event. */
  readonly eventCount: number
  readonly nextSeq: number
  readonly queue: Heap<QueuedEvent<M>>
  /** How many events are queued, and about how many of them are timers that will not fire. */
  readonly queued: number
  readonly stale: number
  readonly random: Map<string, RandomState>
  readonly network: Network<M>
  readonly disks: Map<HostId, Disk<M>>
  readonly processes: Map<ProcessId, Process<M>>
  /** Faults with a name that were placed, by id; the healed ones too. */
  readonly faults: Map<string, PlacedFault<M>>
}

/** What one event was, for histories and ladders. */
export interface EventRecord<M extends ModelTypes> {
  readonly index: number
  readonly at: SimTime
  readonly cause: number
  /** The process that was told something, or null (kernel events, commands on links). */
  readonly process: ProcessId | null
  readonly what:
    | { readonly type: 'Input'; readonly input: Input<M>; readonly message: MessageId | null }
    | { readonly type: 'Network'; readonly kind: string; readonly message: MessageId | null }
    | { readonly type: 'Command'; readonly command: Command<M> }
}

/** One step of a run. */
export interface Step<M extends ModelTypes> {
  readonly world: World<M>
  readonly event: EventRecord<M>
  readonly facts: readonly FactRecord<M>[]
}

/** A world without processes at time 0. */
export function emptyWorld<M extends ModelTypes>(
  program: Program<M>,
  seed: number,
  names: Names,
): World<M> {
  return {
    program,
    seed,
    now: simTime(0),
    eventCount: 0,
    nextSeq: 0,
    queue: null,
    queued: 0,
    stale: 0,
    random: Map(),
    network: emptyNetwork(names),
    disks: Map(),
    processes: Map(),
    faults: Map(),
  }
}

/** The process, which must be there. @throws InvariantError */
export function processOf<M extends ModelTypes>(world: World<M>, id: ProcessId): Process<M> {
  return present(world.processes.get(id), `process ${id} exists`)
}

/** True while the process has a state that can change (a paused one has, later). */
export function isAlive<M extends ModelTypes>(process: Process<M>): boolean {
  return process.status === 'running' || process.status === 'paused'
}
