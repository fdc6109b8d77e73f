import { checkSafety } from '~/kafka/invariants/safety'
import type { KafkaWorld } from '~/kafka/model'
import { step } from '~/sim/step'
import type { BusyCluster } from './clusters'
import { busyScenario, runFor } from './clusters'
import type { Row, Sample } from './measure'
import { bareNanos, compare, median } from './measure'

const REPETITIONS = 7
const EVENTS = 10_000
/** Simulated seconds until every topic is there and every replica in sync. */
const SETTLED_SECONDS = 20

/** Runs a cluster on by so many events with its checks on; throws when one fails. */
function checkedEvents(world: KafkaWorld, events: number): KafkaWorld {
  let here = world
  for (let count = 0; count < events; count += 1) {
    const taken = step(here)
    if (taken === null) throw new Error('the cluster has nothing left to do')
    const [broken] = checkSafety(taken.world, here)
    if (broken !== undefined) throw new Error(`${broken.rule}: ${broken.what}`)
    here = taken.world
  }
  return here
}

function costOf(cluster: BusyCluster, events: number): readonly Sample[] {
  let world = runFor(busyScenario(cluster), SETTLED_SECONDS)
  return compare(REPETITIONS, () => {
    world = checkedEvents(world, events)
    return events
  })
}

/** Events per second of a small cluster, and how the cost of one event grows with the cluster. */
export function eventRows(): readonly Row[] {
  const small = costOf({ brokers: 3, partitions: 3, ratePerSecond: 200 }, EVENTS)
  const nanos = median(small.map((sample) => sample.nanos))
  const perSecond = Math.round(1e9 / nanos)
  return [
    {
      name: 'one event, 3 brokers, 3 partitions, RF 3, 200 records/s, checks on',
      value: median(small.map((sample) => sample.ratio)),
      budget: 60,
      unit: '×',
      note: `${perSecond} events/s; bare loop ${Math.round(bareNanos())} ns; goal 30×`,
    },
    growthRow(),
  ]
}

function growthRow(): Row {
  const before = costOf({ brokers: 3, partitions: 12, ratePerSecond: 200 }, EVENTS)
  const after = costOf({ brokers: 9, partitions: 400, ratePerSecond: 200 }, EVENTS)
  const ratio = (samples: readonly Sample[]) => median(samples.map((sample) => sample.ratio))
  return {
    name: 'one event, from 3 brokers × 12 partitions to 9 × 400',
    value: ratio(after) / ratio(before),
    budget: 2.5,
    unit: '×',
    note: `${ratio(before).toFixed(1)}× → ${ratio(after).toFixed(1)}× the bare loop`,
  }
}
