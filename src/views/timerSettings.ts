import type { KafkaTimer } from '~/kafka/model'

/** The settings whose time runs out when a timer fires, by `role/name`. */
const SETTINGS: Readonly<Record<string, string>> = {
  'controller/fence': 'broker.session.timeout.ms',
  'controller/noOp': 'metadata.max.idle.interval.ms',
  'controller/balance': 'leader.imbalance.check.interval.seconds',
  'broker/shrinkIsr': 'replica.lag.time.max.ms',
  'broker/fetchWait': 'replica.fetch.wait.max.ms',
  'broker/produce': 'request.timeout.ms',
  'broker/communicate': 'broker.heartbeat.interval.ms',
  'broker/registrationTimeout': 'initial.broker.registration.timeout.ms',
  'broker/retention': 'log.retention.check.interval.ms',
  'broker/checkpointMarks': 'replica.high.watermark.checkpoint.interval.ms',
  'quorum/election': 'controller.quorum.election.timeout.ms',
  'quorum/fetch': 'controller.quorum.fetch.timeout.ms',
  'quorum/checkQuorum': 'controller.quorum.fetch.timeout.ms',
  'quorum/append': 'controller.quorum.append.linger.ms',
  'group/session': 'session.timeout.ms',
  'group/join': 'group.initial.rebalance.delay.ms',
  'client/heartbeat': 'heartbeat.interval.ms',
  'client/autoCommit': 'auto.commit.interval.ms',
  'client/prepare': 'retry.backoff.ms',
  'client/block': 'max.block.ms',
}

/** The setting behind a timer, or null: it is none that a person sets. */
export function settingOfTimer({ role, name }: Pick<KafkaTimer, 'role' | 'name'>): string | null {
  const key = `${role}/${name}`
  return (Object.hasOwn(SETTINGS, key) ? SETTINGS[key] : undefined) ?? null
}
