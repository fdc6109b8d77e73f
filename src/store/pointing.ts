import type { RecordedStep } from '~/engine/history'
import type { MachineInstance } from '~/views/machineView'
import { nodeOfProcess } from '~/views/processName'
import { currentFrame } from './frame'
import type { Hovered, Selected } from './selection'
import { hover } from './hover'
import { currentRun } from './session'
import { isAbout } from './steps'
import { keyOf, keysOfProcess } from './thingKey'

/** What a process is: a broker, a controller, both, or a client. */
export function thingsOfProcess(process: string): readonly Selected[] {
  const { brokers, controllers, clients } = currentFrame().cluster
  const own = (one: { readonly process: string }) => one.process === process
  return [
    ...brokers.filter(own).map(({ id }): Selected => ({ kind: 'broker', id, process })),
    ...controllers.filter(own).map(({ id }): Selected => ({ kind: 'controller', id, process })),
    ...clients.filter(own).map((): Selected => ({ kind: 'client', process })),
  ]
}

/** What a node of the quorum, or one that follows it, is. */
export function thingsOfNode(node: number): readonly Selected[] {
  const { brokers, controllers } = currentFrame().cluster
  const found = [...brokers, ...controllers].find(({ id }) => id === node)
  return found === undefined ? [] : thingsOfProcess(found.process)
}

/** Whose life a machine is. */
export function thingsOfMachine({ id, process }: MachineInstance): readonly Selected[] {
  const [, group] = /^group (.+)$/.exec(id) ?? []
  if (group !== undefined) return [{ kind: 'group', id: group }]
  const [, topic, partition, broker] = /^(.+)-(\d+) on broker (\d+)$/.exec(id) ?? []
  if (topic === undefined) return thingsOfProcess(process)
  return [{ kind: 'replica', topic, partition: Number(partition), broker: Number(broker) }]
}

/** The keys of the mark that is a machine: of the thing, or of what stands there. */
export function keysOfMachine(instance: MachineInstance): readonly string[] {
  const things = thingsOfMachine(instance)
  const isServer = things.some(({ kind }) => kind === 'broker' || kind === 'controller')
  return [...things.map(keyOf), ...(isServer ? keysOfProcess(instance.process) : [])]
}

/** What a fact names: a replica where a broker tells of a partition, a group. */
function namedBy({ fact, process }: RecordedStep['facts'][number]): readonly Selected[] {
  const named: Selected[] = []
  if ('topic' in fact && 'partition' in fact) {
    const { topic, partition } = fact
    const broker = nodeOfProcess(process)
    if (typeof topic === 'string' && typeof partition === 'number') {
      named.push(
        broker === undefined
          ? { kind: 'partition', topic, partition }
          : { kind: 'replica', topic, partition, broker: Number(broker) },
      )
    }
  }
  if ('group' in fact && typeof fact.group === 'string') {
    named.push({ kind: 'group', id: fact.group })
  }
  return named
}

/** The pointer or the focus is on an event. */
export function hoverEvent(index: number): void {
  hover(thingsOfEvent(index), index)
}

/** What an event is about: its message, and what its facts name, else where it happened. */
function thingsOfEvent(index: number): readonly Selected[] {
  const { event, facts } = currentRun().stepAt(index)
  const { what, process } = event
  const message = what.type === 'Command' ? null : what.message
  const carried: readonly Selected[] = message === null ? [] : [{ kind: 'message', id: message }]
  const named = [...new Map(facts.flatMap(namedBy).map((one) => [keyOf(one), one])).values()]
  const place = process ?? facts.find((one) => one.process !== null)?.process ?? null
  const there = named.length === 0 && place !== null ? thingsOfProcess(place) : []
  return [...carried, ...named, ...there]
}

/** True when an event is what is pointed at, or tells of it. */
export function isEventHovered(hovered: Hovered | null, index: number): boolean {
  if (hovered === null) return false
  if (hovered.event !== null) return hovered.event === index
  const step = currentRun().stepAt(index)
  return hovered.things.some((thing) => isAbout(step, thing))
}
