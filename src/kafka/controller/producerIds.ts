import type { Request } from '../protocol/rpc'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { answerNow, answerWhenCommitted, write } from './controllerState'

/** Producer ids are handed out in blocks. C-83. Kafka: ProducerIdsBlock. */
const PRODUCER_ID_BLOCK = 1000

/** Hands out a block of producer ids. C-83. Kafka: ProducerIdControlManager.generateNextProducerId. */
export function onAllocateProducerIds(
  work: ControllerWork,
  call: ControllerCaller,
  body: Request<'AllocateProducerIds'>,
): void {
  const { image } = work.state
  if (image.brokers.get(body.brokerId)?.epoch !== body.brokerEpoch) {
    return answerNow(work, call, {
      api: 'AllocateProducerIds',
      error: 'STALE_BROKER_EPOCH',
      producerIdStart: -1,
      producerIdCount: 0,
    })
  }
  const start = image.nextProducerId
  const { brokerId, brokerEpoch: epoch } = body
  const nextProducerId = start + PRODUCER_ID_BLOCK
  write(work, [{ type: 'ProducerIdsRecord', brokerId, brokerEpoch: epoch, nextProducerId }])
  answerWhenCommitted(work, call, {
    api: 'AllocateProducerIds',
    error: 'NONE',
    producerIdStart: start,
    producerIdCount: PRODUCER_ID_BLOCK,
  })
}
