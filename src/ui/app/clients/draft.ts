import type { ClientWish } from '~/store/clients'

/** What stands in the fields of the dialog. */
export interface Draft {
  readonly id: string
  readonly topic: string
  readonly ratePerSecond: number
  readonly sizeBytes: number
  /** Of 1,000 records. */
  readonly keySkew: number
  readonly acks: string
  readonly idempotence: boolean
  readonly lingerMs: number
  readonly batchSize: number
  readonly groupId: string
  readonly reset: string
  readonly autoCommit: boolean
  readonly commitMs: number
}

/** A draft with Kafka's defaults (clients of 4.1.2). */
export function newDraft(id: string, topic: string): Draft {
  return {
    id,
    topic,
    ratePerSecond: 2,
    sizeBytes: 0,
    keySkew: 0,
    acks: 'all',
    idempotence: true,
    lingerMs: 5,
    batchSize: 16_384,
    groupId: 'readers',
    reset: 'earliest',
    autoCommit: true,
    commitMs: 5_000,
  }
}

/** The client that a draft means; idempotence is named only where it is switched off. */
export function wishOf(kind: ClientWish['kind'], draft: Draft): ClientWish {
  const { id, topic, ratePerSecond, sizeBytes, keySkew } = draft
  if (kind === 'consumer') {
    const properties = {
      'auto.offset.reset': draft.reset,
      'enable.auto.commit': String(draft.autoCommit),
      'auto.commit.interval.ms': String(draft.commitMs),
    }
    return { id, kind, topic, ratePerSecond: 0, groupId: draft.groupId, properties }
  }
  const properties = {
    acks: draft.acks,
    ...(draft.idempotence ? {} : { 'enable.idempotence': 'false' }),
    'linger.ms': String(draft.lingerMs),
    'batch.size': String(draft.batchSize),
  }
  const load = { sizeBytes, keySkew }
  return { id, kind, topic, ratePerSecond, groupId: null, properties, load }
}
