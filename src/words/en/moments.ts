/** English sentences: moments. */
export const momentsEn = {
  'caption.begin': 'Three nodes start. Press Play, or step event by event.',
  'moment.clusterUp': 'The cluster is up.',
  'moment.controllerElected':
    'Controller {controller} leads the quorum in epoch {epoch}: a majority voted for it.',
  'moment.brokerRegistered': 'Broker {broker} registered. It is fenced until it has caught up.',
  'moment.brokerUnfenced':
    'Broker {broker} has replayed its registration, so the controller lets it in.',
  'moment.brokerFenced':
    'Broker {broker} was silent for longer than broker.session.timeout.ms ({timeout} ms): fenced.',
  'moment.topicCreated':
    'Topic {topic} created: {partitions} partitions, {replicas} replicas each.',
  'moment.topicDeleted': 'Topic {topic} deleted.',
  'moment.leaderChanged':
    'The controller moves {partition} from broker {from} to broker {to}. The leader epoch rises to {epoch}.',
  'moment.partitionOffline': '{partition} has no leader: nobody eligible is alive.',
  'moment.isrShrunk': 'The ISR of {partition} shrinks to {isr}: {removed} left.',
  'moment.isrExpanded': 'The ISR of {partition} grows to {isr}: {added} has caught up.',
  'moment.firstRecord': 'The first record of {partition} is appended at offset {offset}.',
  'moment.recordCommitted':
    'The followers of {partition} have fetched it, so the leader moves its high watermark to {to}.',
  'moment.recordAcknowledged': 'The producer hears that offset {offset} of {partition} is safe.',
  'moment.recordFailed': '{count} records for {partition} failed: {error}.',
  'moment.produceRefused': 'Refused: {actual}, this topic requires {required}.',
  'moment.truncated': '{count} records of {partition} were cut off: they differ from the leader.',
  'moment.groupRebalanced': 'Group {group} is stable: generation {generation}, {members} members.',
  'moment.memberLeft': 'A member left group {group}.',
  'moment.memberExpired': 'A member of group {group} was silent too long and is out.',
  'moment.processKilled': '{process} is killed. It cannot say goodbye.',
  'moment.processStopped': '{process} has ended with status {code}.',
  'moment.processStarted': '{process} starts again.',
  'moment.processPaused': '{process} is paused: it hears nothing and says nothing.',
  'moment.processResumed': '{process} goes on. Everything that came meanwhile is handled now.',
  'moment.powerLost': '{host} lost power: what was not flushed is gone.',
} as const
