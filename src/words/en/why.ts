/** English sentences: why, what would be different, what to read; the glossary. */
export const whyEn = {
  'why.rule': 'Rule and values',
  'why.ruleId': 'rule of the model',
  'why.met': '→ yes',
  'why.notMet': '→ no',
  'why.guard.inSync': 'acks=all needs |ISR| {actual} ≥ min.insync.replicas {required}',
  'why.guard.silence': 'no heartbeat for {actual} ≥ broker.session.timeout.ms {required}',
  'why.guard.lag': 'not caught up for {actual}, replica.lag.time.max.ms is {required}',
  'why.guard.votes': 'votes {actual} ≥ {required}',
  'why.guard.ends': 'log ends of the awaited replicas ({actual}) ≥ {required}',
  'why.guard.limit': '{actual} reaches the limit {required}',
  'why.guard.check': '{actual}; required: {required}',
  'why.source.default': 'default',
  'why.source.given': 'given',
  'why.source.topic': 'topic',
  'why.source.cluster': 'cluster',
  'why.if': 'It would be different if',
  'why.if.config': '{name}={value}',
  'why.if.client': '{name}={value}',
  'why.if.heal': 'heal link {from}–{to}',
  'why.if.restart': 'start {process} again',
  'why.if.stop': 'stop {process} cleanly',
  'why.if.without': 'leave out: {deed}',
  'why.how.config': 'asked for by kafka-configs.sh at {time} s',
  'why.how.client': '{process} is started again with it at {time} s',
  'why.how.heal': 'at {time} s',
  'why.how.restart': 'at {time} s',
  'why.how.stop': 'in place of the kill, at {time} s',
  'why.how.without': 'from {time} s on, all else again',
  'why.lossless': 'Each opens a future beside this one. Nothing here is lost.',
  'why.trying': 'The other future is lived through.',
  'why.read': 'Read',
  'why.doc': 'Kafka documentation: {section}',
  'why.simplified': 'Model note: simplified here, row {row} of MODEL.md.',
  'why.moment': 'Why?',
  'term.leader': 'Leader',
  'term.leader.means':
    'The replica of a partition that takes writes and answers reads. The controller names it, with a leader epoch that rises each time.',
  'term.isr': 'ISR, in-sync replicas',
  'term.isr.means':
    'The replicas that have kept up with the leader. A follower that has not caught up for replica.lag.time.max.ms is taken out.',
  'term.minIsr': 'Minimum ISR',
  'term.minIsr.means':
    'min.insync.replicas: with acks=all a leader takes writes only while so many replicas are in sync.',
  'term.highWatermark': 'High watermark, HW',
  'term.highWatermark.means':
    'The first offset that is not committed yet. Consumers read below it; the leader moves it when every in-sync replica has fetched further.',
  'term.acknowledge': 'Acknowledge',
  'term.acknowledge.means':
    'The leader’s answer to a producer: with acks=all after the high watermark has passed the records, with acks=1 once the leader has them.',
  'term.truncation': 'Truncation',
  'term.truncation.means':
    'A follower cuts records off the end of its log that the leader does not have, before it fetches on.',
  'term.unclean': 'Unclean leader election',
  'term.unclean.means':
    'A replica that was not in sync becomes leader because nobody else is there. Committed records can be lost.',
  'term.fence': 'Fence',
  'term.fence.means':
    'The controller shuts a broker out: it leads nothing until its heartbeats show that it has caught up.',
  'term.controller': 'Controller',
  'term.controller.means':
    'The leader of the metadata quorum. It decides for the cluster: who is alive, who leads, who is in sync.',
  'term.quorum': 'Quorum',
  'term.quorum.means':
    'The voters that keep the metadata log. A record is committed, and a leader elected, by a majority of them.',
  'term.topic': 'Topic',
  'term.topic.means': 'A named stream of records, split into partitions, with settings of its own.',
  'term.group': 'Consumer group',
  'term.group.means':
    'Consumers that share the partitions of their topics: each partition is read by one member.',
  'term.rebalance': 'Rebalance',
  'term.rebalance.means': 'A group shares its partitions out anew because a member came or went.',
  'term.session': 'Session',
  'term.session.means':
    'The time for which silence is tolerated. Who sends no heartbeat within it is taken for dead.',
  'term.segment': 'Segment',
  'term.segment.means':
    'A file of a log. A full or old one is closed and a new one begun; whole segments are deleted.',
  'term.retention': 'Retention',
  'term.retention.means':
    'How long, or up to which size, a log keeps its segments: retention.ms, retention.bytes.',
  'term.idempotence': 'Idempotent producer',
  'term.idempotence.means':
    'It numbers its batches, so that a leader that gets one twice appends it once.',
  'term.batch': 'Batch',
  'term.batch.means':
    'Records that travel and are stored together. It is sent when it is full (batch.size) or has waited long enough (linger.ms).',
  'term.delivery': 'Delivery timeout',
  'term.delivery.means':
    'delivery.timeout.ms: how long a producer tries, with all retries, before it gives a record up.',
  'term.offset': 'Offset',
  'term.offset.means':
    'The place of a record in its partition. A consumer’s position is the next one it reads; what it commits is where its group goes on.',
  'term.process': 'Process',
  'term.process.means':
    'A server, a client or a tool that runs. What it knows goes with it; what its disk keeps stays.',
  'term.durability': 'Durability',
  'term.durability.means':
    'A killed process leaves the page cache behind; a loss of power takes what was not flushed. Copies on other brokers are what Kafka relies on.',
  'term.link': 'Link',
  'term.link.means':
    'What carries bytes from one host to another. A cut holds them back: TCP sends again until it is mended or the connection is given up.',
} as const
