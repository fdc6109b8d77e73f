import type {
  ProducePartitionResponse,
  ProduceRequest,
  ProduceResponse,
} from '../protocol/rpc/data'
import type { Appended } from './appendAsLeader'
import { appendAsLeader } from './appendAsLeader'
import type { BrokerWork, Caller, Replica } from './brokerState'
import { answer, setBrokerTimer, takeId } from './brokerState'
import { nodeEndpoints } from './leaders'

/** Answers a produce now, or when its records are replicated. R-50. Kafka: ReplicaManager.appendRecords. */
export function onProduce(
  work: BrokerWork,
  caller: Caller & { readonly port: number },
  request: ProduceRequest,
): readonly Replica['name'][] {
  const appended = request.partitions.map((at) =>
    appendAsLeader(work, at, { acks: request.acks, isClient: true }),
  )
  const partitions = appended.map(({ row }) => row)
  const leaders = partitions.flatMap((row) => row.currentLeader?.leaderId ?? [])
  const response: ProduceResponse = {
    api: 'Produce',
    partitions,
    nodeEndpoints: nodeEndpoints(work.state, leaders, caller.port),
  }
  const names = appended.flatMap(({ name, required }) => (required === null ? [] : [name]))
  if (request.acks === 0) answerNothing(work, caller, partitions)
  else if (request.acks === 1) answer(work, caller, response)
  else waitForAcks(work, { caller, appended, response, timeoutMs: request.timeoutMs, token: null })
  return names
}

/** acks=0: no answer; whoever hears nothing of errors sees the connection close. R-50. */
function answerNothing(
  work: BrokerWork,
  caller: Caller,
  rows: readonly ProducePartitionResponse[],
): void {
  answer(work, caller, null)
  if (rows.every(({ error }) => error === 'NONE')) return
  work.effects.push({ type: 'Close', connection: caller.connection })
}

interface Waiting {
  readonly caller: Caller & { readonly port: number }
  readonly appended: readonly Appended[]
  readonly response: ProduceResponse
  readonly timeoutMs: number
  readonly token: string | null
}

/** Parks an append until its records are on the whole ISR; `completeDelayed` looks at it at once. */
export function waitForAcks(work: BrokerWork, wanted: Waiting): void {
  const { caller, appended, response, timeoutMs, token } = wanted
  const id = takeId(work)
  const waiting = appended.flatMap(({ name, required }) =>
    required === null ? [] : [{ name, required }],
  )
  if (waiting.length === 0 && token === null) return answer(work, caller, response)
  const { connection, correlationId, port } = caller
  const delayed = { id, connection, correlationId, response, waiting, token, port }
  work.state.delayedProduces = [...work.state.delayedProduces, delayed]
  setBrokerTimer(work, 'produce', { about: String(id), ms: timeoutMs })
  for (const { name, required } of waiting) {
    const mark = work.state.replicas.get(name)?.log.highWatermark ?? 0
    if (mark >= required) continue
    const at = work.state.replicas.get(name)
    work.facts.push({
      type: 'RequestWaits',
      api: 'Produce',
      topic: at?.topic ?? '',
      partition: at?.partition ?? 0,
      waitsFor: { condition: 'highWatermark', current: mark, required },
    })
  }
}
