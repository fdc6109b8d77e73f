import type { Completion } from '../channel/channelState'
import type { Request } from '../protocol/rpc'
import type { BrokerWork, Caller } from './brokerState'
import { answer } from './brokerState'
import { missedController, toController } from './toController'

/** Gives an idempotent producer its id; a block of them comes from the controller. C-83. */
export function onInitProducerId(
  work: BrokerWork,
  caller: Caller,
  body: Request<'InitProducerId'>,
): void {
  if (body.transactionalId !== null) {
    return answer(work, caller, {
      api: 'InitProducerId',
      error: 'UNSUPPORTED_VERSION',
      producerId: -1,
      producerEpoch: -1,
    })
  }
  const { next, end } = work.state.producerIds
  if (next < end) return give(work, caller)
  const { connection, correlationId } = caller
  const row = { connection, correlationId }
  const isFirst = work.state.awaitingProducerId.length === 0
  work.state.awaitingProducerId = [...work.state.awaitingProducerId, row]
  if (isFirst) askForBlock(work)
}

function give(work: BrokerWork, caller: Caller): void {
  const { next, end } = work.state.producerIds
  work.state.producerIds = { next: next + 1, end }
  answer(work, caller, {
    api: 'InitProducerId',
    error: 'NONE',
    producerId: next,
    producerEpoch: 0,
  })
}

function askForBlock(work: BrokerWork): void {
  const { brokerEpoch, config } = work.state
  const isSent =
    brokerEpoch !== null &&
    toController(work, 'producerIds', {
      api: 'AllocateProducerIds',
      brokerId: config.nodeId,
      brokerEpoch,
    })
  if (!isSent) refuseAll(work)
}

/** Without a block the client is told to come again. Kafka: RPCProducerIdManager. */
function refuseAll(work: BrokerWork): void {
  for (const caller of work.state.awaitingProducerId) {
    answer(work, caller, {
      api: 'InitProducerId',
      error: 'COORDINATOR_LOAD_IN_PROGRESS',
      producerId: -1,
      producerEpoch: -1,
    })
  }
  work.state.awaitingProducerId = []
}

/** A block has come, or not. */
export function onProducerIdsCompletion(work: BrokerWork, completion: Completion): void {
  const { body } = completion
  const isUseful = body?.api === 'AllocateProducerIds' && body.error === 'NONE'
  if (!isUseful || missedController(completion)) return refuseAll(work)
  const { producerIdStart, producerIdCount } = body
  work.state = {
    ...work.state,
    producerIds: { next: producerIdStart, end: producerIdStart + producerIdCount },
  }
  const waiting = work.state.awaitingProducerId
  work.state.awaitingProducerId = []
  for (const caller of waiting) give(work, caller)
}
