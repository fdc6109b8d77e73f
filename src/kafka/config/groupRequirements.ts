import { illegal } from './startSettings'
import type { StartProblem, StartSettings } from './startSettings'

type Relation = readonly [string, '>=' | '<=' | '<', string]

const WORDS = {
  '>=': 'greater than or equal to',
  '<=': 'less than or equal to',
  '<': 'less than',
} as const

function timesOf(kind: 'consumer' | 'share' | 'streams'): readonly Relation[] {
  const of = (name: string) => `group.${kind}.${name}.ms`
  return [
    [of('max.heartbeat.interval'), '>=', of('min.heartbeat.interval')],
    [of('heartbeat.interval'), '>=', of('min.heartbeat.interval')],
    [of('heartbeat.interval'), '<=', of('max.heartbeat.interval')],
    [of('max.session.timeout'), '>=', of('min.session.timeout')],
    [of('session.timeout'), '>=', of('min.session.timeout')],
    [of('session.timeout'), '<=', of('max.session.timeout')],
    [of('heartbeat.interval'), '<', of('session.timeout')],
  ]
}

const STREAMS = timesOf('streams')
const BEFORE_ASSIGNORS: readonly Relation[] = [...timesOf('consumer'), ...timesOf('share')]
const AFTER_ASSIGNORS: readonly Relation[] = [
  ...STREAMS.slice(0, -1),
  ['group.streams.num.standby.replicas', '<=', 'group.streams.max.standby.replicas'],
  ...STREAMS.slice(-1),
  ['group.share.record.lock.duration.ms', '>=', 'group.share.min.record.lock.duration.ms'],
  ['group.share.max.record.lock.duration.ms', '>=', 'group.share.record.lock.duration.ms'],
  ['group.share.max.share.sessions', '>=', 'group.share.max.size'],
]

/** Assignors that the broker brings along; another name is a class that it does not find. */
const ASSIGNORS: Readonly<Record<string, readonly string[]>> = {
  'group.consumer.assignors': ['uniform', 'range'],
  'group.share.assignors': ['simple'],
}
const UPDATES = 'share.coordinator.snapshot.update.records.per.snapshot'

/** Times of groups that exclude each other. Kafka: GroupCoordinatorConfig, ShareGroupConfig. */
export function groupRequirement(settings: StartSettings): StartProblem | null {
  return (
    assignorClasses(settings) ??
    firstBroken(settings, BEFORE_ASSIGNORS) ??
    oneShareAssignor(settings) ??
    firstBroken(settings, AFTER_ASSIGNORS) ??
    snapshotUpdates(settings)
  )
}

function assignorClasses({ config }: StartSettings): StartProblem | null {
  for (const [property, known] of Object.entries(ASSIGNORS)) {
    const isKnown = (name: string) => known.includes(name) || name.startsWith('org.apache.kafka.')
    const strange = config.list(property).find((name) => !isKnown(name))
    if (strange === undefined) continue
    const javaClass = 'org.apache.kafka.common.KafkaException'
    return { javaClass, message: `Class ${strange} cannot be found`, property }
  }
  return null
}

function oneShareAssignor({ config }: StartSettings): StartProblem | null {
  const property = 'group.share.assignors'
  const count = config.list(property).length
  if (count === 1) return null
  return illegal(`${property} must contain exactly one assignor, but found ${count}`, property)
}

function snapshotUpdates({ config }: StartSettings): StartProblem | null {
  const updates = config.int(UPDATES)
  if (updates >= 0 && updates <= 500) return null
  return illegal(`${UPDATES} must be between [0, 500]`, UPDATES)
}

function firstBroken(settings: StartSettings, relations: readonly Relation[]): StartProblem | null {
  for (const [left, relation, right] of relations) {
    const [a, b] = [settings.config.int(left), settings.config.int(right)]
    const holds = relation === '>=' ? a >= b : relation === '<=' ? a <= b : a < b
    if (!holds) return illegal(`${left} must be ${WORDS[relation]} ${right}`, left)
  }
  return null
}
