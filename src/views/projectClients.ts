import type { KafkaWorld, ProcessState } from '~/kafka/model'
import type { Consumer } from '~/kafka/client/consumerState'
import type { Producer } from '~/kafka/client/producerState'
import type { WorkloadConsumer, WorkloadProducer } from '~/kafka/client/workload'
import type { ClientView } from './clusterView'
import type { Memo } from './memo'
import { keep, keepList } from './memo'

type KafkaProcess = ReturnType<KafkaWorld['processes']['toArray']>[number][1]

/** Words of a command line that a tool's label has room for. */
const SHOWN_WORDS = 2

/** The scenario's clients, and the command-line tools while they run; by process. */
export function clientsOf(memo: Memo, world: KafkaWorld): readonly ClientView[] {
  const clients: ClientView[] = []
  for (const process of world.processes.values()) {
    if (process.spec.kind !== 'client') continue
    const view = keep(memo, `client/${process.id}`, {
      from: [process],
      by: () => clientView(process),
    })
    if (view !== null) clients.push(view)
  }
  return keepList(
    memo,
    'clients',
    clients.sort((a, b) => (a.process < b.process ? -1 : 1)),
  )
}

function stateWord(status: KafkaProcess['status']): ClientView['state'] {
  return status === 'paused' ? 'paused' : status === 'running' ? 'running' : 'exited'
}

/** A tool that has ended leaves the stage; a workload's client stays, to be started again. */
function clientView({ id, host, status, state, spec }: KafkaProcess): ClientView | null {
  if (spec.kind !== 'client') return null
  const common = { process: id, host, state: stateWord(status) }
  const isScenarios = spec.program.startsWith('workload-')
  const isKept = isScenarios && spec.program !== 'workload-admin'
  if (!isKept && common.state === 'exited') return null
  const label = isScenarios ? id : spec.program
  const producer = producerIn(state)
  if (producer !== null) return producerView(common, producer, label)
  const consumer = consumerIn(state)
  if (consumer !== null) return consumerView(common, consumer, label)
  return {
    ...common,
    kind: kindOf(spec.program),
    label,
    detail: isScenarios ? '' : commandOf(spec.args),
    group: spec.properties['group.id'] ?? null,
    partitions: [],
  }
}

/** A tool that has not come up yet is known by its program alone. */
function kindOf(program: string): ClientView['kind'] {
  if (program.endsWith('-producer')) return 'producer'
  return program.endsWith('-consumer') ? 'consumer' : 'admin'
}

function commandOf(args: readonly string[]): string {
  return args
    .filter((word) => word.startsWith('--') && !word.includes('bootstrap'))
    .slice(0, SHOWN_WORDS)
    .join(' ')
}

/** The producer inside a process, whichever program it is. */
function producerIn(
  state: ProcessState | null,
): { readonly producer: Producer; readonly topic: string } | null {
  if (state?.kind === 'workload-producer') {
    const { producer, topic } = state as WorkloadProducer
    return { producer, topic }
  }
  if (state?.kind !== 'kafka-console-producer') return null
  const { producer } = state as ProcessState & { readonly producer: Producer | null }
  return producer === null ? null : { producer, topic: '' }
}

/** The consumer inside a process, whichever program it is. */
function consumerIn(state: ProcessState | null): Consumer | null {
  if (state?.kind === 'workload-consumer') return (state as WorkloadConsumer).consumer
  if (state?.kind !== 'kafka-console-consumer') return null
  return (state as ProcessState & { readonly consumer: Consumer | null }).consumer
}

type Common = Pick<ClientView, 'process' | 'host' | 'state'>

function producerView(
  common: Common,
  { producer, topic }: { readonly producer: Producer; readonly topic: string },
  label: string,
): ClientView {
  const rows = producer.core.topics.get(topic)?.partitions ?? []
  return {
    ...common,
    kind: 'producer',
    label,
    detail: producer.acks === -1 ? 'acks=all' : `acks=${producer.acks}`,
    group: null,
    partitions: [...rows].map(({ partition }) => `${topic}-${partition}`),
  }
}

function consumerView(common: Common, consumer: Consumer, label: string): ClientView {
  const partitions = [...consumer.positions.keys()].sort()
  return {
    ...common,
    kind: 'consumer',
    label,
    detail: shortNames(partitions),
    group: consumer.groupId,
    partitions,
  }
}

/** `orders-0 orders-1` as `orders 0 1`. */
function shortNames(partitions: readonly string[]): string {
  const byTopic = new Map<string, string[]>()
  for (const name of partitions) {
    const cut = name.lastIndexOf('-')
    const topic = name.slice(0, cut)
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), name.slice(cut + 1)])
  }
  return [...byTopic].map(([topic, numbers]) => `${topic} ${numbers.join(' ')}`).join(', ')
}

/** The process behind a member id, for every consumer that has one. */
export function memberProcesses(world: KafkaWorld): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { id, state } of world.processes.values()) {
    const consumer = consumerIn(state)
    if (consumer !== null && consumer.memberId !== '') found.set(consumer.memberId, id)
  }
  return found
}
