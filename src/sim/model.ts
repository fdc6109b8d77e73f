import type { ConnectionId, HostId, ProcessId, SimTime } from './ids'
import type { DiskFault } from './disk'

/**
 * The types that a model (Kafka's is `kafka/model.ts`) puts into the kernel, as one bundle.
 * The kernel moves these values about and never looks inside them.
 */
export interface ModelTypes {
  /** What a process is made from; kept, so that it can be started again. */
  readonly Spec: unknown
  /** What a running process knows. Dies with it. */
  readonly State: unknown
  /** What a request or a response says. */
  readonly Body: { readonly api: string }
  /** What a timer says when it fires. */
  readonly Timer: unknown
  /** What a person says to a process: a line of its standard input, a workload change. */
  readonly Call: unknown
  /** What a file holds. */
  readonly File: unknown
  /** What facts a planned fault may wait for. */
  readonly Condition: unknown
  /** What a condition that waits remembers between events. */
  readonly Memory: unknown
  /** Something that happened, in the model's words. */
  readonly Fact: { readonly type: string }
}

/** POSIX signals that a process can answer itself; SIGKILL and SIGSTOP are the kernel's. */
export type Signal = 'SIGTERM' | 'SIGINT'

/** Why a connection could not be opened. */
export type ConnectFailure = 'refused' | 'unknownHost'

/** What a process is told. */
export type Input<M extends ModelTypes> =
  | { readonly type: 'Connected'; readonly connection: ConnectionId }
  | {
      readonly type: 'ConnectFailed'
      readonly connection: ConnectionId
      readonly reason: ConnectFailure
    }
  /** Server side: a request. Until it is answered, later ones of its connection wait. */
  | {
      readonly type: 'Request'
      readonly connection: ConnectionId
      readonly correlationId: number
      /** The port it came in by, which tells the listener. */
      readonly port: number
      readonly from: HostId
      readonly body: M['Body']
    }
  /** Client side: an answer. Answers come in the order of the requests. */
  | {
      readonly type: 'Response'
      readonly connection: ConnectionId
      readonly correlationId: number
      readonly body: M['Body']
    }
  | {
      readonly type: 'Disconnected'
      readonly connection: ConnectionId
      /** The side that is told. */
      readonly side: 'client' | 'server'
    }
  | { readonly type: 'Timer'; readonly key: string; readonly timer: M['Timer'] }
  | { readonly type: 'Signal'; readonly signal: Signal }
  | { readonly type: 'Call'; readonly call: M['Call'] }
  /** A file of its host has changed under its hands: what it holds of it in memory is that, too. */
  | { readonly type: 'FileCorrupted'; readonly path: string }

/** What a process wishes; the kernel carries it out, in order. */
export type Effect<M extends ModelTypes> =
  /** Takes connections on a port of the process's host. */
  | { readonly type: 'Listen'; readonly port: number }
  /** Opens a connection; answered by `Connected`, `ConnectFailed` or, cut off, by nothing. */
  | {
      readonly type: 'Connect'
      readonly connection: ConnectionId
      readonly host: string
      readonly port: number
    }
  | {
      readonly type: 'Request'
      readonly connection: ConnectionId
      readonly correlationId: number
      readonly body: M['Body']
    }
  /** Answers a request; `body` null where Kafka sends no response (produce with acks=0). */
  | {
      readonly type: 'Reply'
      readonly connection: ConnectionId
      readonly correlationId: number
      readonly body: M['Body'] | null
    }
  /** Closes a connection from either side; the other side is told, this one is not. */
  | { readonly type: 'Close'; readonly connection: ConnectionId }
  /** Fires once after `delayMicros`; a timer with the same key is replaced. */
  | {
      readonly type: 'SetTimer'
      readonly key: string
      readonly delayMicros: number
      readonly timer: M['Timer']
    }
  | { readonly type: 'CancelTimer'; readonly key: string }
  /** Writes a file to the page cache of the host; with `flush` to the platter as well. */
  | {
      readonly type: 'WriteFile'
      readonly path: string
      readonly content: M['File']
      readonly flush: boolean
      /** Another thread flushes: nothing that the process sends waits for it. */
      readonly inBackground?: boolean
    }
  | { readonly type: 'DeleteFile'; readonly path: string }
  /** Ends the process; its connections are closed. */
  | { readonly type: 'Exit'; readonly code: number }

/** What a process becomes, wishes and reports after one input. */
export interface Outcome<M extends ModelTypes> {
  readonly next: M['State']
  readonly effects: readonly Effect<M>[]
  readonly facts: readonly M['Fact'][]
}

/** All that a process can see besides its own state. */
export interface Context<M extends ModelTypes> {
  readonly now: SimTime
  /** What the machine's clock shows: `now`, or ahead of it where the clock is skewed. For timestamps. */
  readonly clock: SimTime
  readonly process: ProcessId
  readonly host: HostId
  /** How often this process has been started before: 0 the first time. */
  readonly incarnation: number
  /**
   * A whole number in [0, bound), drawn from the process's own stream of this name.
   * @throws InvariantError unless 1 ≤ bound ≤ 2³¹.
   */
  readonly draw: (stream: string, bound: number) => number
  /** A file of the host, as a process sees it (page cache), or `undefined`; a failed directory has none. */
  readonly readFile: (path: string) => M['File'] | undefined
  /** The paths of the host's files, sorted. */
  readonly listFiles: () => readonly string[]
  /** Whether a name leads to an address there. */
  readonly knowsHost: (name: string) => boolean
  /**
   * What an access to this path meets: `failed` (reads and writes), `full` (writes), or null. Effects
   * on such a path do nothing; a process asks before it acts, as a system call tells it.
   */
  readonly diskFault: (path: string) => DiskFault['kind'] | null
}

/** A fact with the process that it happened in. */
export interface Reported<M extends ModelTypes> {
  readonly process: ProcessId | null
  readonly fact: M['Fact'] | { readonly type: string }
}

/** The pure functions that run a model's processes. */
export interface Program<M extends ModelTypes> {
  readonly boot: (spec: M['Spec'], ctx: Context<M>) => Outcome<M>
  readonly handle: (state: M['State'], input: Input<M>, ctx: Context<M>) => Outcome<M>
  /** Bytes of a request or an answer, for links of a limited bandwidth; none: they count nothing. */
  readonly sizeOf?: (body: M['Body']) => number
  /**
   * Whether what one event reported meets a condition that waits, or the answer that it brought
   * (null: none), and what is remembered of it for the next; absent: no condition is ever met.
   */
  readonly watch?: (
    condition: M['Condition'],
    happened: { readonly facts: readonly Reported<M>[]; readonly answer: M['Body'] | null },
    memory: M['Memory'] | null,
  ) => { readonly isMet: boolean; readonly memory: M['Memory'] | null }
  /**
   * A file whose last bytes are garbage, or (`old`) its first; null: there is nothing to damage in
   * it, or nothing that is old.
   */
  readonly corrupt?: (file: M['File'], part: 'tail' | 'old') => M['File'] | null
}
