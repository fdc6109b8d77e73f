/** English sentences: ISR and ELR over time. */
export const isrEn = {
  'isr.summary':
    '{partitions, plural, one {# partition} other {# partitions}}, {changes, plural, one {# change} other {# changes}}',
  'isr.none': 'No topic has been created yet.',
  'isr.label':
    'Replicas of {partition} over simulated time: changes, then a row for each replica. Enter goes to where a stretch begins.',
  'isr.matrix':
    'Replicas in sync of each partition over simulated time. Enter goes to where a stretch begins.',
  'isr.changes': 'Changes',
  'isr.changesShort': 'Changes',
  'isr.size': 'In sync',
  'isr.min': 'min {min}',
  'isr.span': 'Broker {broker}: {standing} from {time} s',
  'isr.stretch':
    '{partition}: {isr} of {replicas} in sync from {time} s, min.insync.replicas {min}, {state}',
  'isr.state.full': 'all in sync',
  'isr.state.reduced': 'some out of sync',
  'isr.state.below': 'below the minimum',
  'isr.state.leaderless': 'no leader',
  'isr.change':
    '{time} s: ISR {isr}, ELR {elr}, leader {leader}, leader epoch {leaderEpoch}, partition epoch {partitionEpoch}, {why}',
  'isr.deleted': '{time} s: the topic is deleted',
  'isr.more': '{count, plural, one {# more change} other {# more changes}} just before',
  'isr.hint': 'Point at a stretch or a change to read it; a click or Enter goes there.',
  'isr.why.created': 'partition created',
  'isr.why.config': 'min.insync.replicas is {min} now',
  'isr.why.deleted': 'topic deleted',
  'isr.why.decided': '{because}, decided by event {event}',
  'isr.nobody': 'none',
  'isr.table': 'Changes of {partition}, the newest first',
  'isr.col.time': 'Time',
  'isr.col.isr': 'ISR',
  'isr.col.elr': 'ELR',
  'isr.col.leader': 'Leader',
  'isr.col.leaderEpoch': 'Leader epoch',
  'isr.col.partitionEpoch': 'Partition epoch',
  'isr.col.min': 'Min ISR',
  'isr.col.why': 'Why',
  'isr.goto': 'Go to {time} s',
} as const
