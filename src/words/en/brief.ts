/**
 * English sentences: what happened to what is followed, where its whole sentence takes more than two
 * lines. What is followed is known: its name, which may be long, is left out.
 */
export const briefEn = {
  'followed.join': '{text}; {other}',
  'followed.end': '{text}.',
  'followed.more': '{text}; and {count} more.',
  'brief.BecameLeader': 'It leads, in epoch {leaderEpoch}, from offset {logEndOffset}',
  'brief.BecameFollower':
    'It is a follower, epoch {leaderEpoch}; {hasLeader, select, no {nobody leads} other {broker {leader} leads}}',
  'brief.RecordsAppended':
    '{process} appends {spanCount, plural, one {offset} other {offsets}} {span}',
  'brief.HighWatermarkAdvanced': '{process}: high watermark {from} → {to}',
  'brief.LogTruncated': '{process} cuts its log from {from} to {to}',
  'brief.LogStartAdvanced': '{process}: log start {from} → {to}',
  'brief.LogLoaded': 'Its log is read: end {logEndOffset}, high watermark {highWatermark}',
  'brief.LogFlushed': 'Offsets {from} to {to} are on the platter',
  'brief.SegmentRolled': 'A new segment begins at {baseOffset}',
  'brief.SegmentsDeleted': '{listed, plural, one {# segment is} other {# segments are}} deleted',
  'brief.IsrChangeAsked':
    'It asks for another ISR, of {listed, plural, one {# replica} other {# replicas}}',
  'brief.RequestRefused': '{api} is refused: {error}',
  'brief.RequestWaits': '{api} waits',
  'brief.DuplicateAnswered': 'A batch that it has, from {firstOffset}, is answered again',
  'brief.ProducersExpired':
    '{listed, plural, one {# silent producer is} other {# silent producers are}} forgotten',
  'brief.ReplicaMoveStarted': 'It is copied into another log directory',
  'brief.ReplicaMoved': 'It is in its new log directory now',
  'brief.ReplicaMoveStopped': 'It is no longer moved to another log directory',
  'brief.PartitionChanged': 'Leader {leaderTo}, epoch {leaderEpoch}, {listed} in sync',
  'brief.RecordSent': '{count, plural, one {# record is} other {# records are}} sent',
  'brief.RecordAcknowledged':
    '{count, plural, one {# record is} other {# records are}} acknowledged, from offset {baseOffset}',
  'brief.RecordFailed':
    '{count, plural, one {# record has} other {# records have}} failed: {error}',
  'brief.RecordsConsumed':
    '{spanCount, plural, one {Offset} other {Offsets}} {span} {spanCount, plural, one {is} other {are}} read',
  'brief.AssignmentReceived':
    '{listed, plural, one {# partition is} other {# partitions are}} assigned, generation {generation}',
  'brief.AssignmentRevoked':
    '{listed, plural, one {# partition is} other {# partitions are}} given back',
  'brief.PositionReset': 'Reading goes on at offset {to}',
  'brief.PositionOutOfRange': 'Offset {position} is not in the log: reset to {reset}',
  'brief.BrokerFenced': 'Broker {broker} is fenced: {why}',
  'brief.BrokerUnfenced': 'Broker {broker} is unfenced',
  'brief.BrokerRegistered': 'Broker {broker} is registered',
  'brief.ControlledShutdownBegun': 'Broker {broker} asks to leave',
  'brief.BrokerStarted': 'Broker {broker} has started',
  'brief.ProcessKilled': 'It is killed',
  'brief.ProcessPaused': 'It is paused',
  'brief.ProcessResumed': 'It goes on',
  'brief.ProcessExited': 'It ends with status {code}',
  'brief.ControllerActivated': 'Controller {controller} becomes active in epoch {epoch}',
  'brief.ControllerDeactivated': 'Controller {controller} is not active any more',
  'brief.QuorumLeaderElected': '{leader} wins epoch {epoch} of the quorum',
  'brief.QuorumLeaderResigned': '{process} resigns in epoch {epoch}',
  'brief.LinkChanged': 'The link changes',
  'brief.MessageSent': '{api} is sent',
  'brief.GroupMemberJoined': 'A member joins the group',
  'brief.GroupMemberRemoved': 'A member is out of the group: {why}',
  'brief.GroupRebalanceBegun': 'The group rebalances: {why}',
  'brief.GroupStable':
    'The group is stable: generation {generation}, {members, plural, one {# member} other {# members}}',
} as const
