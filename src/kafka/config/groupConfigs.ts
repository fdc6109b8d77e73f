import { javaWhole } from '~/base/javaNumbers'
import { javaTrim } from '~/base/javaTrim'

/** A bound of a group's setting: the broker's setting that it must not pass. */
interface Bound {
  readonly name: string
  readonly side: 'min' | 'max'
  readonly limit: string
}

const BOUNDS: readonly Bound[] = [
  ...bounds('consumer.heartbeat.interval.ms', 'group.consumer', 'heartbeat.interval.ms'),
  ...bounds('consumer.session.timeout.ms', 'group.consumer', 'session.timeout.ms'),
  ...bounds('share.heartbeat.interval.ms', 'group.share', 'heartbeat.interval.ms'),
  ...bounds('share.session.timeout.ms', 'group.share', 'session.timeout.ms'),
  ...bounds('share.record.lock.duration.ms', 'group.share', 'record.lock.duration.ms'),
  ...bounds('streams.heartbeat.interval.ms', 'group.streams', 'heartbeat.interval.ms'),
  ...bounds('streams.session.timeout.ms', 'group.streams', 'session.timeout.ms'),
  {
    name: 'streams.num.standby.replicas',
    side: 'max',
    limit: 'group.streams.max.standby.replicas',
  },
]

function bounds(name: string, prefix: string, rest: string): readonly Bound[] {
  return [
    { name, side: 'min', limit: `${prefix}.min.${rest}` },
    { name, side: 'max', limit: `${prefix}.max.${rest}` },
  ]
}

const PAIRS: readonly (readonly [string, string])[] = [
  ['consumer.session.timeout.ms', 'consumer.heartbeat.interval.ms'],
  ['share.session.timeout.ms', 'share.heartbeat.interval.ms'],
  ['streams.session.timeout.ms', 'streams.heartbeat.interval.ms'],
]

/**
 * What of a group's settings conflicts with the broker's bounds or with each other, or null.
 * Absent ones are the broker's own (`group.` before the name). Kafka: GroupConfig.validateValues.
 */
export function groupConflict(
  given: ReadonlyMap<string, string>,
  setting: (name: string) => number,
): string | null {
  const value = (name: string) => {
    const set = given.get(name)
    return set === undefined ? setting(`group.${name}`) : Number(javaWhole(javaTrim(set)))
  }
  for (const { name, side, limit } of BOUNDS) {
    const [actual, bound] = [value(name), setting(limit)]
    if (side === 'min' && actual < bound) return `${name} must be greater than or equal to ${limit}`
    if (side === 'max' && actual > bound) return `${name} must be less than or equal to ${limit}`
  }
  const pair = PAIRS.find(([session, heartbeat]) => value(session) <= value(heartbeat))
  return pair === undefined ? null : `${pair[0]} must be greater than ${pair[1]}`
}
