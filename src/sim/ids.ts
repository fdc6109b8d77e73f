import type { Brand } from '~/base/brand'
import { invariant } from '~/base/invariant'

/** An instant of the simulation: whole microseconds since its start. */
export type SimTime = Brand<number, 'SimTime'>
/** A running program: a Kafka server, a client, one run of a command-line tool. */
export type ProcessId = Brand<string, 'ProcessId'>
/** A machine or container that processes run on, with one disk and one network interface. */
export type HostId = Brand<string, 'HostId'>
/** A TCP connection, named by the process that opened it. */
export type ConnectionId = Brand<string, 'ConnectionId'>
/** One message on the network. */
export type MessageId = Brand<number, 'MessageId'>

/** An instant, µs. @throws InvariantError unless whole and not negative. */
export function simTime(micros: number): SimTime {
  invariant(Number.isSafeInteger(micros) && micros >= 0, 'time is a whole number of microseconds')
  return micros as SimTime
}

/** The id of a process. */
export function processId(name: string): ProcessId {
  return name as ProcessId
}

/** The id of a host. */
export function hostId(name: string): HostId {
  return name as HostId
}

/** The id of a connection. */
export function connectionId(name: string): ConnectionId {
  return name as ConnectionId
}

/** The id of a message. */
export function messageId(value: number): MessageId {
  return value as MessageId
}

/** Microseconds in `ms` milliseconds. */
export function micros(ms: number): number {
  return ms * 1000
}

/** Whole milliseconds of an instant, cut, as Kafka's clocks read it. */
export function toMillis(at: SimTime): number {
  return Math.floor(at / 1000)
}
