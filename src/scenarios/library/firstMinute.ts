import type { Scenario } from '../scenario'
import { at, famousScenario, onDemand, reader } from './famousRun'

/** Who writes and who reads in the first minute. */
export const FIRST_MINUTE = { producer: 'shop', consumer: 'billing-1', topic: 'orders' } as const

/** What a visitor meets first: one record on its way through one partition. EXPERIENCE J1. */
export const firstMinute: Scenario = famousScenario({
  id: 'first-minute',
  title: 'One record, end to end',
  shape: { type: 'apart', controllers: 1, brokers: 3 },
  topic: {
    name: FIRST_MINUTE.topic,
    assignments: [[1, 2, 3]],
    configs: { 'min.insync.replicas': '2' },
  },
  workload: [
    onDemand(FIRST_MINUTE.producer, { acks: 'all' }),
    reader(FIRST_MINUTE.consumer, 'billing'),
  ],
  script: [at(6).send(FIRST_MINUTE.producer)],
})
