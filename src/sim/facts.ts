import type { ConnectionId, HostId, MessageId, ProcessId, SimTime } from './ids'
import type { ConnectFailure, ModelTypes, Signal } from './model'
import type { Link } from './network'

/** What the kernel itself reports: processes, connections, messages, links. */
export type KernelFact =
  | { readonly type: 'ProcessStarted'; readonly incarnation: number }
  | { readonly type: 'ProcessExited'; readonly code: number }
  | { readonly type: 'ProcessKilled' }
  | { readonly type: 'ProcessPaused' }
  | { readonly type: 'ProcessResumed' }
  | { readonly type: 'SignalSent'; readonly signal: Signal }
  | { readonly type: 'PowerLost'; readonly host: HostId; readonly filesLost: number }
  | { readonly type: 'DiskWiped'; readonly host: HostId }
  | { readonly type: 'DiskChanged'; readonly host: HostId; readonly flushMicros: number }
  | { readonly type: 'DirectoryFailed'; readonly host: HostId; readonly path: string }
  | { readonly type: 'DiskFilled'; readonly host: HostId; readonly path: string }
  | { readonly type: 'DiskHealed'; readonly host: HostId }
  | { readonly type: 'FileCorrupted'; readonly host: HostId; readonly path: string }
  | { readonly type: 'FileLost'; readonly host: HostId; readonly path: string }
  | { readonly type: 'DiskCopied'; readonly host: HostId; readonly files: number }
  /** A disk is as it was when its copy was made, µs. */
  | { readonly type: 'DiskRestored'; readonly host: HostId; readonly madeAt: number }
  | {
      readonly type: 'NameChanged'
      readonly at: HostId
      readonly of: HostId
      readonly leadsTo: HostId
    }
  | {
      readonly type: 'ConnectionOpened'
      readonly connection: ConnectionId
      readonly server: ProcessId
    }
  | {
      readonly type: 'ConnectionFailed'
      readonly connection: ConnectionId
      readonly reason: ConnectFailure
    }
  | { readonly type: 'ConnectionClosed'; readonly connection: ConnectionId }
  | {
      readonly type: 'MessageSent'
      readonly message: MessageId
      readonly api: string
      readonly kind: 'request' | 'response'
      readonly to: ProcessId
      readonly correlationId: number
      readonly arrivesAt: SimTime | null
    }
  | {
      readonly type: 'MessageDelivered'
      readonly message: MessageId
      readonly api: string
      readonly kind: 'request' | 'response'
      readonly from: ProcessId
    }
  | { readonly type: 'MessageHeld'; readonly message: MessageId }
  | { readonly type: 'MessageDropped'; readonly message: MessageId }
  /** A request was carried out, and its answer is lost with the connection. */
  | { readonly type: 'AnswerLost'; readonly message: MessageId }
  | { readonly type: 'CpuChanged'; readonly microsPerInput: number }
  | { readonly type: 'ClockChanged'; readonly aheadMicros: number }
  | {
      readonly type: 'TimingChanged'
      readonly fastPerMille: number
      readonly grainMicros: number
    }
  /** A named fault is known and waits for its time. */
  | {
      readonly type: 'FaultPlaced'
      readonly id: string
      readonly verb: string
      readonly target: string
    }
  | {
      readonly type: 'FaultStruck'
      readonly id: string
      readonly verb: string
      readonly target: string
    }
  | {
      readonly type: 'FaultHealed'
      readonly id: string
      readonly verb: string
      readonly target: string
    }
  | {
      readonly type: 'LinkChanged'
      readonly from: HostId
      readonly to: HostId
      readonly link: Link
    }

/** A fact with its place in the run. */
export interface FactRecord<M extends ModelTypes> {
  /** Index of the event it belongs to. */
  readonly event: number
  readonly at: SimTime
  /** The process it happened in; null for links and the like. */
  readonly process: ProcessId | null
  readonly fact: M['Fact'] | KernelFact
}
