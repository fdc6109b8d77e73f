import type { Completion, KafkaInput } from '../channel/channelState'
import { acceptRecord, onBlockTimeout, unblock } from './accumulator'
import { onCoreInput, setClientTimer } from './clientCore'
import { onProduced } from './onProduced'
import type { ProducerWork } from './producerState'
import { runSender } from './sender'
import type { NewRecord } from './wireBatch'

/** Starts the sender, which asks for a producer id at once. P-20. Kafka: KafkaProducer's constructor. */
export function startProducer(work: ProducerWork): void {
  runSender(work)
}

/** Takes a record in; it leaves with its batch. P-01. Kafka: KafkaProducer.send. */
export function sendRecord(work: ProducerWork, record: NewRecord): void {
  // The sender is woken by a new or a full batch only. KafkaProducer.doSend.
  if (acceptRecord(work, record)) runSender(work)
}

/** Sends everything that waits, without the linger. Kafka: KafkaProducer.flush, close. */
export function flush(work: ProducerWork): void {
  work.producer.isFlushing = true
  unblock(work)
  runSender(work)
}

/** Takes an input. False: it was not for this producer. */
export function onProducerInput(work: ProducerWork, input: KafkaInput): boolean {
  if (input.type === 'Timer' && input.timer.role === 'client') {
    switch (input.timer.name) {
      case 'block':
        onBlockTimeout(work)
        runSender(work)
        return true
      case 'wake':
        work.producer.wakeAtMs = null
        runSender(work)
        return true
      case 'id':
        work.producer.isAskingForId = false
        runSender(work)
        return true
      default:
    }
  }
  const result = onCoreInput(work, input)
  if (result === null) return false
  for (const completion of result.completions) onCompletion(work, completion)
  // Memory may be free, a topic known.
  unblock(work)
  runSender(work)
  return true
}

function onCompletion(work: ProducerWork, completion: Completion): void {
  const { tag, body } = completion
  if (tag !== 'id') return onProduced(work, completion)
  if (body?.api === 'InitProducerId' && body.error === 'NONE') {
    const { producerId, producerEpoch } = body
    const identity = { producerId, producerEpoch }
    work.producer.isAskingForId = false
    work.producer.identity = identity
    return
  }
  // Asked again when the backoff is over; until then the sender does nothing else.
  setClientTimer(work, 'id', { ms: work.core.settings.int('retry.backoff.ms') })
  work.producer.isAskingForId = true
}
