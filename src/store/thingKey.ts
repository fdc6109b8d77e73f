import { nodeOfProcess } from '~/views/processName'
import type { Selected } from './selection'

/** The key of a thing: the same for every mark that means it. */
export function keyOf(selected: Selected): string {
  switch (selected.kind) {
    case 'broker':
    case 'controller':
      return `${selected.kind}/${selected.id}`
    case 'client':
      return `client/${selected.process}`
    case 'partition':
      return `partition/${selected.topic}-${selected.partition}`
    case 'replica':
      return `replica/${selected.broker}/${selected.topic}-${selected.partition}`
    case 'record':
      return `record/${selected.topic}-${selected.partition}/${selected.offset}`
    case 'message':
      return `message/${selected.id}`
    case 'group':
      return `group/${selected.id}`
    case 'link':
      return `link/${[selected.from, selected.to].sort().join('/')}`
  }
}

/** The key of a mark for whatever is of a partition: itself, its replicas, its records. */
export function keyOfPartitions(name: string): string {
  return `of/${name}`
}

/** The key of a mark for each copy of a partition, or of a record of it. */
export function keyOfCopies({ topic, partition }: Partition): string {
  return `copies/${topic}-${partition}`
}

/** The key of a mark for whatever stands on a server. */
export function keyOfServer(id: number | string): string {
  return `on/${id}`
}

/** The keys of a mark for a process: itself, and what stands on it. */
export function keysOfProcess(process: string): readonly string[] {
  const id = nodeOfProcess(process)
  const own = `process/${process}`
  return id === undefined ? [own] : [own, keyOfServer(id)]
}

interface Partition {
  readonly topic: string
  readonly partition: number
}

/** The keys of all marks that show a thing, in whatever lens: its own, and what it is a part of. */
export function markKeys(thing: Selected): readonly string[] {
  const own = keyOf(thing)
  switch (thing.kind) {
    case 'broker':
      return [own, `process/${thing.process}`, keyOfServer(thing.id)]
    case 'controller':
    case 'client':
      return [own, `process/${thing.process}`]
    case 'partition':
    case 'record':
      return [own, keyOfPartitions(`${thing.topic}-${thing.partition}`), keyOfCopies(thing)]
    case 'replica': {
      const name = `${thing.topic}-${thing.partition}`
      return [own, keyOfPartitions(name), keyOfServer(thing.broker)]
    }
    default:
      return [own]
  }
}
