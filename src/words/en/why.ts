/** English sentences: why, what would be different, what to read. */
export const whyEn = {
  'why.rule': 'Rule and values',
  'why.ruleId': 'rule of the model',
  'why.met': '→ yes',
  'why.notMet': '→ no',
  'why.guard.inSync': 'acks=all needs |ISR| {actual} ≥ min.insync.replicas {required}',
  'why.guard.silence':
    'no heartbeat in its session for {actual} > broker.session.timeout.ms {required}',
  'why.guard.lag': 'not caught up for {actual}, replica.lag.time.max.ms is {required}',
  'why.guard.reachedHw': 'its log end {actual} ≥ high watermark {required}',
  'why.guard.reachedEpoch': 'its log end {actual} ≥ {required}, where the leader epoch begins',
  'why.guard.votes': 'votes {actual} ≥ {required}',
  'why.guard.heard': 'voters heard of, itself included: {actual} ≥ {required}',
  'why.guard.linger': 'waited {actual} ≥ linger.ms {required}',
  'why.guard.unanswered': 'no answer for {actual} ≥ request.timeout.ms {required}',
  'why.guard.agrees':
    'own log end {actual} ≤ {required}, where the leader’s log of that epoch ends',
  'why.guard.ends': 'log ends of the awaited replicas ({actual}) ≥ {required}',
  'why.guard.limit': '{actual} reaches the limit {required}',
  'why.guard.check': '{actual}; required: {required}',
  'why.source.default': 'default',
  'why.source.given': 'given',
  'why.source.topic': 'topic',
  'why.source.cluster': 'cluster',
  'why.note.hindered':
    '{text}. {count, plural, one {Broker} other {Brokers}} {brokers} could not copy {records, plural, one {it} other {them}}, and this is why:',
  'why.note.elsewhere':
    '{text}. {count, plural, one {Broker} other {Brokers}} {brokers} no longer copied from it: another one led by then.',
  'why.note.tooLate':
    '{text}. {count, plural, one {Broker} other {Brokers}} {brokers} had not copied {records, plural, one {it} other {them}} when it stopped leading.',
  'why.note.splitVote':
    '{text}. The votes of epoch {epoch} were split between nodes {candidates}: nobody had a majority, each waited for a random time to stand again.',
  'why.note.newSessions':
    '{text}. It gave every unfenced broker a new session: {ms} ms, counted from then.',
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
  'why.changes.notPromised':
    '; a log is cut even so, but its records had been acknowledged to nobody',
  'why.lossless': 'Each opens a future beside this one. Nothing here is lost.',
  'why.trying': 'The other future is lived through.',
  'why.read': 'Read',
  'why.doc': 'Kafka documentation: {section}',
  'why.simplified': 'Model note: simplified here, row {row} of MODEL.md.',
  'why.moment': 'Why?',
} as const
