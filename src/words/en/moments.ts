/** English sentences: captions of moments, by level of detail. `**` marks the subject. */
export const momentsEn = {
  'caption.begin': 'The nodes start. Nothing has happened yet: press Play, or step.',
  'caption.down':
    'No node runs yet. In the terminal: **docker compose up -d** or kafka-server-start.sh.',
  'caption.number': 'moment {number}',
  'caption.log': 'All captions',
  'story.controllerElected':
    'A majority voted for **controller {controller}**: it now decides for the cluster.',
  'mechanism.controllerElected':
    'Votes of {grantedBy}, {needed} needed: **controller {controller}** leads the quorum in epoch {epoch} and is active.',
  'wire.controllerElected':
    'Vote granted by {grantedBy} (needed {needed}) → **controller {controller}** claims epoch {epoch}, sends BeginQuorumEpoch.',
  'story.brokerRegistered': '**Broker {broker}** registers. It stays out until it has caught up.',
  'mechanism.brokerRegistered':
    'The controller registers **broker {broker}**. It stays fenced until it has replayed its own registration.',
  'wire.brokerRegistered':
    'BrokerRegistration → RegisterBrokerRecord for **broker {broker}**, broker epoch {epoch}, fenced until its heartbeat asks.',
  'story.brokerUnfenced': '**Broker {broker}** has caught up, so the controller lets it in.',
  'mechanism.brokerUnfenced':
    '**Broker {broker}** has replayed its registration and asks by heartbeat, so the controller unfences it.',
  'wire.brokerUnfenced':
    'BrokerHeartbeat with wantFence=false and a caught-up offset → the controller unfences **broker {broker}**.',
  'story.brokerFenced':
    '{because, select, shutDown {**Broker {broker}** has said goodbye} other {**Broker {broker}** was silent for {silent} s}}, so the controller fences it.',
  'mechanism.brokerFenced':
    '{because, select, shutDown {**Broker {broker}** has finished its controlled shutdown} other {No heartbeat for {silent} s, broker.session.timeout.ms is {timeout} ms: **broker {broker}**}}{because, select, shutDown {: it is fenced.} other { is fenced.}}',
  'wire.brokerFenced':
    '{because, select, shutDown {Heartbeat with wantShutDown granted} other {No BrokerHeartbeat for {silent} s ≥ broker.session.timeout.ms {timeout} ms}} → **broker {broker}** fenced.',
  'story.topicCreated':
    'Topic **{topic}** is created: {partitions, plural, one {# partition} other {# partitions}}, {replicas, plural, one {# copy} other {# copies}}.',
  'mechanism.topicCreated':
    'The controller creates topic **{topic}**: {partitions, plural, one {# partition} other {# partitions}} with {replicas, plural, one {# replica} other {# replicas}} each, spread over the brokers.',
  'wire.topicCreated':
    'CreateTopics → TopicRecord **{topic}** and {partitions, plural, one {# PartitionRecord} other {# PartitionRecords}}, replication factor {replicas}.',
  'story.topicDeleted': 'Topic **{topic}** is deleted.',
  'mechanism.topicDeleted': 'The controller deletes topic **{topic}** and its partitions.',
  'wire.topicDeleted': 'DeleteTopics → RemoveTopicRecord for **{topic}**.',
  'story.leaderChanged': 'The controller makes **broker {to}** the leader of {partition}.',
  'mechanism.leaderChanged':
    '{chosen, select, preferred {It is preferred and in sync again} eligible {The ISR is empty, and it is in the ELR} other {It is the next replica in the ISR}}: **broker {to}** leads {partition}. Leader epoch rises to {epoch}.',
  'wire.leaderChanged':
    'PartitionChangeRecord {partition}: leader {from, select, none {-1} other {{from}}} → **{to}**, leader epoch {epoch}, ISR [{isrBefore}] → [{isr}], election {election}.',
  'story.uncleanElection':
    '**Broker {to}** leads {partition} though it lagged: records may be lost.',
  'mechanism.uncleanElection':
    'Nobody of ISR and ELR is alive, and unclean election is allowed: **broker {to}** leads {partition} in epoch {epoch}. Records may be lost.',
  'wire.uncleanElection':
    'PartitionChangeRecord {partition}: leader {from, select, none {-1} other {{from}}} → **{to}**, election unclean, leader epoch {epoch}, ISR [{isr}].',
  'story.partitionOffline': '**{partition}** has no leader: nobody eligible is alive.',
  'mechanism.partitionOffline':
    'Broker {from} leads no more, and of the ISR [{isr}] and the ELR [{elr}] nobody is alive: **{partition}** has no leader.',
  'wire.partitionOffline':
    'PartitionChangeRecord **{partition}**: leader {from, select, none {-1} other {{from}}} → -1, ISR [{isr}], leader epoch {epoch}.',
  'story.isrShrunk':
    '{because, select, alterPartition {Behind for too long} controlledShutdown {About to stop} fenced {Fenced} other {Out of reach}}: {many, plural, one {broker {removed} leaves} other {brokers {removed} leave}} the in-sync replicas of **{partition}**.',
  'mechanism.isrShrunk':
    '{because, select, alterPartition {Not caught up for replica.lag.time.max.ms, the leader asks} controlledShutdown {Controlled shutdown} fenced {The controller fences it} other {Because {reason}}}: the ISR of **{partition}** loses {removed}, [{isrBefore}] → [{isr}].',
  'wire.isrShrunk':
    'PartitionChangeRecord **{partition}**: ISR [{isrBefore}] → [{isr}], without {removed}, because {reason}.',
  'story.isrExpanded':
    '{many, plural, one {Broker {added} has} other {Brokers {added} have}} caught up and {many, plural, one {joins} other {join}} the in-sync replicas of **{partition}**.',
  'mechanism.isrExpanded':
    '{many, plural, one {Broker {added} has} other {Brokers {added} have}} fetched up to the high watermark: the ISR of **{partition}** grows from [{isrBefore}] to [{isr}].',
  'wire.isrExpanded':
    'AlterPartition accepted → PartitionChangeRecord **{partition}**: ISR [{isrBefore}] → [{isr}], with {added}.',
  'story.batchSent':
    '{because, select, full {The batch is full} linger {The batch has waited long enough} memory {Memory is short} flush {The program flushes} other {The connection is in use anyway}}: it leaves for **{partition}**.',
  'mechanism.batchSent':
    '{because, select, full {The batch takes no more records} linger {linger.ms {linger} ms is over ({waited} ms)} memory {buffer.memory is used up} flush {The program flushes or closes} other {Another batch goes to the same broker}}: {count, plural, one {# record leaves} other {# records leave}} for **{partition}**.',
  'wire.batchSent':
    'Produce **{partition}**: {count, plural, one {# record} other {# records}}, {bytes} bytes, because {because}; waited {waited} ms, linger.ms {linger}.',
  'story.firstRecord': 'The leader appends the first record of **{partition}**.',
  'mechanism.firstRecord':
    'The leader appends the first records of **{partition}** at offset {offset}. Its log now ends at {end}.',
  'wire.firstRecord':
    'Produce → **{partition}**: base offset {offset}, LEO {end}, leader epoch {epoch}.',
  'story.recordCommitted':
    'Every in-sync replica has it, so **{partition}** is committed up to {to}.',
  'mechanism.recordCommitted':
    'The logs of all in-sync replicas ({waitedFor}) reach {to}, so the leader of **{partition}** moves its high watermark from {from} to {to}.',
  'wire.recordCommitted':
    'Smallest LEO of the ISR ({ends}) is {to} → high watermark of **{partition}** {from} → {to}.',
  'story.recordAcknowledged':
    '{by, select, nobody {The producer takes its record for **{partition}** as sent: it waits for no answer.} leader {The producer hears that the leader of **{partition}** has offset {offset}.} other {The producer hears that offset {offset} of **{partition}** is safe.}}',
  'mechanism.recordAcknowledged':
    '{by, select, nobody {acks=0: the producer counts its record for **{partition}** as delivered once it has left, whatever becomes of it.} leader {acks=1: the leader answers when its own log has offset {offset} of **{partition}**, before any copy is made.} other {The high watermark has passed it, so the leader answers the producer: offset {offset} of **{partition}** is safe.}}',
  'wire.recordAcknowledged':
    '{by, select, nobody {Produce with acks=0 for **{partition}**: no response will come.} other {Produce response: **{partition}** base offset {offset}, error NONE, acks={acks}.}}',
  'story.recordFailed':
    '**{count, plural, one {# record} other {# records}}** for {partition} could not be written.',
  'mechanism.recordFailed':
    'The producer gives up on **{count, plural, one {# record} other {# records}}** for {partition}: {error}.',
  'wire.recordFailed':
    '**{count, plural, one {# record} other {# records}}** for {partition}: completed exceptionally, {error}.',
  'story.produceRefused': 'Refused: **{inSync} in sync**, this topic requires {min}.',
  'mechanism.produceRefused':
    'The leader refuses acks=all for **{partition}**: {inSync} in sync, min.insync.replicas is {min}.',
  'wire.produceRefused':
    'Produce **{partition}** → {error}: ISR size {inSync} < min.insync.replicas {min}, acks=-1.',
  'story.truncated':
    '**{process}** removes {count, plural, one {# record} other {# records}} of {partition}: the leader lacks {count, plural, one {it} other {them}}.',
  'mechanism.truncated':
    '**{process}** cuts {count, plural, one {# record} other {# records}} off {partition}: its log ended at {from}, and agrees with the leader’s up to {to} only.',
  'wire.truncated':
    '**{process}** truncates {partition} {from} → {to} ({count, plural, one {# record} other {# records}}), because {reason}.',
  'story.groupRebalanced':
    'Group **{group}** is stable: {members, plural, one {# member has} other {# members share}} the partitions.',
  'mechanism.groupRebalanced':
    'Every member has joined and synced: group **{group}** is stable in generation {generation} with {members, plural, one {# member} other {# members}}.',
  'wire.groupRebalanced':
    'SyncGroup of the leader → **{group}** CompletingRebalance → Stable, generation {generation}, {members, plural, one {# member} other {# members}}.',
  'story.memberLeft':
    '{because, select, rebalanceTimedOut {A member did not join group **{group}** again in time: it is out.} replaced {Another process takes the place of a member of group **{group}**.} other {A member left group **{group}**: its partitions are assigned anew.}}',
  'mechanism.memberLeft':
    '{because, select, rebalanceTimedOut {{member} did not join group **{group}** again within its rebalance timeout: it is out.} replaced {Another process came with the group.instance.id of {member}, which is out of group **{group}**.} other {{member} left group **{group}**, so the group rebalances.}}',
  'wire.memberLeft':
    '{because, select, rebalanceTimedOut {No JoinGroup of {member} within its rebalance timeout → out of **{group}**.} replaced {JoinGroup with the group.instance.id of {member} → **{group}** replaces it.} other {LeaveGroup from {member} → **{group}** rebalances.}}',
  'story.memberExpired': 'A member of group **{group}** was silent too long and is out.',
  'mechanism.memberExpired':
    'No heartbeat within session.timeout.ms: {member} is out of group **{group}**.',
  'wire.memberExpired': 'Session of {member} expired → **{group}** rebalances without it.',
  'story.processKilled': '**{name}** is killed. It cannot say goodbye, so nobody knows yet.',
  'mechanism.processKilled':
    '**{name}** is killed. Nobody is told: others learn it when a connection breaks or a timeout runs out.',
  'wire.processKilled':
    'SIGKILL → **{name}**: connections reset, soft state gone, page cache kept.',
  'story.processStopped': '**{name}** has ended with status {code}.',
  'mechanism.processStopped': '**{name}** has ended with status {code} and closed its connections.',
  'wire.processStopped': '**{name}** exit({code}): FIN on every connection.',
  'story.processStarted': '**{name}** starts again.',
  'mechanism.processStarted':
    '**{name}** starts again{kind, select, server { and reads what its disk has kept} other {: a client keeps nothing, it asks its bootstrap servers}}.',
  'wire.processStarted':
    '**{name}** boots: {kind, select, server {recovery of its logs, then registration} other {bootstrap.servers, then Metadata}}.',
  'story.processPaused': '**{name}** is paused: it hears nothing and says nothing.',
  'mechanism.processPaused':
    '**{name}** is paused: connections stay open, but nothing is answered.',
  'wire.processPaused': 'SIGSTOP → **{name}**: sockets stay open, timers and requests wait.',
  'story.processResumed': '**{name}** goes on with all that came in meanwhile.',
  'mechanism.processResumed':
    '**{name}** goes on. All that arrived meanwhile is handled now, late.',
  'wire.processResumed': 'SIGCONT → **{name}**: expired timers and queued requests run now.',
  'story.powerLost': '**{host}** lost power: what was not flushed is gone.',
  'mechanism.powerLost':
    '**{host}** lost power: its processes are gone, and what was only in the page cache too.',
  'wire.powerLost': 'Power loss on **{host}**: unflushed files lost, peers are not told.',
  'story.quorumLost':
    'The active controller reaches no majority, so it **resigns**: nobody decides now.',
  'mechanism.quorumLost':
    '**Controller {controller}** got no fetch from a majority of the voters in time, so it resigns in epoch {epoch}: no metadata can change.',
  'wire.quorumLost':
    'Check quorum: 1.5 × controller.quorum.fetch.timeout.ms without a majority → **controller {controller}** Leader → Resigned, epoch {epoch}.',
  'story.batchRetried':
    'No good answer came, so the producer sends the batch for **{partition}** again.',
  'mechanism.batchRetried':
    'The first try was refused or not answered, so the producer sends {count, plural, one {# record} other {# records}} for **{partition}** again.',
  'wire.batchRetried':
    'Produce **{partition}**, attempt 2: records {first} to {last} of the producer, {waited} ms after the first try ended.',
  'story.duplicateSuppressed':
    'The leader of **{partition}** has this batch already: it is not written twice.',
  'mechanism.duplicateSuppressed':
    'Sequence {sequence} of producer {producerId} is known, so the leader of **{partition}** answers offset {offset} and appends nothing.',
  'wire.duplicateSuppressed':
    'Produce **{partition}**: producer id {producerId}, base sequence {sequence} is a duplicate → NONE, base offset {offset}, no append.',
  'story.producerFenced':
    'The batch for **{partition}** comes from an old epoch of its producer: it is refused.',
  'mechanism.producerFenced':
    'The producer epoch of the batch is older than the one in the log, so the leader of **{partition}** refuses it: {error}.',
  'wire.producerFenced': 'Produce **{partition}** → {error}: {actual}; required: {required}.',
  'story.segmentRolled': '**{process}** closes a segment of {partition} and begins the next one.',
  'mechanism.segmentRolled':
    '{because, select, size {The segment is full} time {The segment is old enough} index {The index of the segment is full} asked {A new segment was asked for} other {The segment can hold no later offset}}, so {process} begins the next one of **{partition}** at offset {offset}.',
  'wire.segmentRolled':
    'Roll of **{partition}** on {process} at offset {offset}: {because} {actual}, limit {limit}.',
  'story.segmentsDeleted':
    '**{process}** deletes {count, plural, one {an old segment} other {# old segments}} of {partition}, read or not.',
  'mechanism.segmentsDeleted':
    '{because, select, time {retention.ms has passed} size {The log is larger than retention.bytes} other {The log start has moved on}}, so {process} deletes {count, plural, one {# segment} other {# segments}} of **{partition}**.',
  'wire.segmentsDeleted':
    'Segments {segments} of **{partition}** deleted on {process}: {because} {actual}, limit {limit}.',
  'story.positionOutOfRange':
    'Offset {position} of {partition} is gone, so **{process}** {reset, select, earliest {begins again at the start} latest {skips to the end} other {stops}}.',
  'mechanism.positionOutOfRange':
    'The log of {partition} does not have offset {position}: **{process}** goes by auto.offset.reset, which is {reset}.',
  'wire.positionOutOfRange':
    'Fetch **{partition}** at {position} → OFFSET_OUT_OF_RANGE; {process}: auto.offset.reset={reset}.',
} as const
