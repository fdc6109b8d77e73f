import { parseListeners } from '~/kafka/config/effective'
import { csv } from '~/kafka/config/startSettings'
import { nodeId } from '~/kafka/ids'
import type { StorageFormat } from '~/kafka/serverSpec'
import type { JudgedNode } from './node'

/**
 * How controllers are formatted whose files name bootstrap servers instead of voters: one stands
 * alone, several are each other's initial controllers. Null: the files name their voters. Q-81.
 * Kafka: `kafka-storage.sh format --standalone`, `--initial-controllers`.
 */
export function dynamicFormat(nodes: readonly JudgedNode[]): StorageFormat | null {
  const controllers = nodes.flatMap((node) => {
    const { id, roles, properties } = node
    const isDynamic =
      roles.includes('controller') &&
      (properties['controller.quorum.voters'] ?? '') === '' &&
      (properties['controller.quorum.bootstrap.servers'] ?? '') !== ''
    return isDynamic && id !== null
      ? [{ id: nodeId(id), directoryId: directoryId(id), ...endpointOf(node) }]
      : []
  })
  if (controllers.length === 0) return null
  const voters = controllers.sort((left, right) => left.id - right.id)
  return voters.length === 1 ? { type: 'standalone' } : { type: 'initialControllers', voters }
}

/** A directory's id, as a person would make one up for the command line: 22 digits of base 64. */
function directoryId(id: number): string {
  return `Q29udHJvbGxlc${String(id).padStart(8, '0').slice(-8)}A`
}

/** Where a controller is reached: advertised, else its listener, with the machine's own name. */
function endpointOf({ properties, draft }: JudgedNode): {
  readonly host: string
  readonly port: number
} {
  const name = csv(properties['controller.listener.names'] ?? '')[0]?.toUpperCase()
  const find = (property: string) =>
    parseListeners(properties[property] ?? '').find((listener) => listener.name === name)
  const listener = find('advertised.listeners') ?? find('listeners')
  const host = listener?.host ?? ''
  const isOpen = host === '' || host === '0.0.0.0'
  return { host: isOpen ? (draft.hostName ?? 'localhost') : host, port: listener?.port ?? 9093 }
}

/** A format as the command line says it. */
export function formatText(format: StorageFormat | null): string {
  switch (format?.type) {
    case undefined:
      return ''
    case 'standalone':
      return ' --standalone'
    case 'noInitialControllers':
      return ' --no-initial-controllers'
    case 'initialControllers': {
      const list = format.voters.map(
        ({ id, host, port, directoryId: directory }) => `${id}@${host}:${port}:${directory ?? ''}`,
      )
      return ` --initial-controllers ${list.join(',')}`
    }
  }
}
