/** English sentences: why not; what was asked, and the conditions that had to hold. */
export const whyNotEn = {
  'why.mode': 'Question',
  'why.mode.why': 'Why?',
  'why.mode.whyNot': 'Why not?',
  'whynot.none': 'All that could be expected of it here is so.',
  'whynot.checked': 'What was checked',
  'whynot.list': 'What could be expected',
  'whynot.back': 'Ask about now',
  'whynot.ofMoment': 'Asked about the instant {time} s.',
  'whynot.ask.recordNotCommitted': 'Why is offset {offset} of {partition} not committed?',
  'whynot.ask.recordNotVisible': 'Why can no consumer read offset {offset} of {partition}?',
  'whynot.ask.recordNotAcknowledged':
    'Why has its producer not been told of offset {offset} of {partition}?',
  'whynot.ask.recordNotConsumed': 'Why has {reader} not read offset {offset} of {partition}?',
  'whynot.ask.recordGone': 'Why is offset {offset} of {partition} gone?',
  'whynot.ask.recordNotWritten': 'Why is offset {offset} of {partition} not there yet?',
  'whynot.ask.recordsNotDelivered':
    'Why {count, plural, one {was # record} other {were # records}} for {partition} not delivered?',
  'whynot.ask.batchNotSentBefore': 'Why did the batch for {partition} not leave earlier?',
  'whynot.ask.firstTryNotEnough': 'Why was one try for {partition} not enough?',
  'whynot.ask.batchNotAppendedAgain': 'Why is the batch not written to {partition} again?',
  'whynot.ask.batchNotTaken': 'Why does the leader of {partition} not take this batch?',
  'whynot.ask.segmentNotContinued':
    'Why does the next batch of {partition} not go into the same segment?',
  'whynot.ask.segmentsNotKept':
    'Why {count, plural, one {is # segment} other {are # segments}} of {partition} not kept?',
  'whynot.ask.positionNotKept': 'Why does {reader} not go on at offset {offset} of {partition}?',
  'whynot.ask.replicaNotInSync': 'Why is broker {broker} not in the ISR of {partition}?',
  'whynot.ask.replicaNotLeader': 'Why does broker {broker} not lead {partition}?',
  'whynot.ask.replicaNotChosen': 'Why was broker {broker} not chosen to lead {partition}?',
  'whynot.ask.replicaTruncated':
    'Why did broker {broker} not keep offsets {first} to {last} of {partition}?',
  'whynot.ask.partitionNoLeader': 'Why does nobody lead {partition}?',
  'whynot.ask.partitionNotClean': 'Why did nobody in sync become leader of {partition}?',
  'whynot.ask.partitionRefuses':
    'Why does {partition} take no writes{acks, select, all { with acks=all} other {}}?',
  'whynot.ask.partitionNotPreferred':
    'Why does broker {broker}, the first replica, not lead {partition}?',
  'whynot.ask.brokerNotIn': 'Why is broker {broker} fenced?',
  'whynot.ask.brokerNotFenced': 'Why is broker {broker} not fenced yet?',
  'whynot.ask.controllerNotElected': 'Why does node {controller} not lead the quorum?',
  'whynot.ask.nobodyElected': 'Why is no controller elected?',
  'whynot.ask.topicUnknown': 'Why does broker {broker} not know topic {topic} yet?',
  'whynot.ask.topicStillThere': 'Why does broker {broker} still have topic {topic}?',
  'whynot.ask.memberNoPartitions': 'Why has {member} no partitions?',
  'whynot.ask.memberNotKept': 'Why did group {group} not keep {member}?',
  'whynot.ask.memberWaits': 'Why is {member} given nothing new?',
  'whynot.ask.clientDoesNothing': 'Why does {member} do nothing?',
  'whynot.ask.groupNotStable': 'Why is group {group} not stable? It is {state}.',
  'whynot.ask.messageNotArrived': 'Why has it not arrived at {to}?',
  'whynot.ask.requestNotAnswered': 'Why has {to} not answered this {api}?',
  'whynot.ask.linkCarriesNothing': 'Why does nothing pass between {from} and {to}?',
  'whynot.need.hasLeader': '{partition} has a leader that runs',
  'whynot.need.enoughInSync': 'in sync {actual} ≥ min.insync.replicas {required}',
  'whynot.need.replicaHasIt':
    'log end of broker {broker}, as the leader knows it: {actual} ≥ {required}',
  'whynot.need.belowHw': 'high watermark {actual} > offset {offset}: consumers read below it',
  'whynot.need.committedForAll': 'with acks=all: high watermark {actual} > offset {offset}',
  'whynot.need.sentAlone': 'with acks=0: the client has sent it, and asks for no answer',
  'whynot.need.leaderAlone': 'with acks=1: its leader alone has appended it',
  'whynot.need.answered': 'the answer has reached the producer',
  'whynot.need.answeredOk': 'an answer without an error came in time; it was {error}',
  'whynot.need.assigned': 'it has been given some by the newest assignment',
  'whynot.need.fetched': 'position of {reader} {actual} ≥ {required}: it has fetched that far',
  'whynot.need.readyToSend':
    'the batch was full, or had waited linger.ms {linger} ms, or the program flushed',
  'whynot.need.answeredInTime': 'the try before was answered within request.timeout.ms',
  'whynot.need.answeredAtAll': 'the try before was answered before its connection broke',
  'whynot.need.accepted': 'the leader took the try before; it refused it with {error}',
  'whynot.need.newSequence':
    'sequence {sequence} of producer {producerId} is new to the leader; it stands at offset {offset}',
  'whynot.need.newestProducerEpoch':
    'the producer’s epoch is not older than the log’s: {actual}; required: {required}',
  'whynot.need.segmentHasRoom':
    '{because, select, size {with the batch the segment has} time {the segment is} index {the index has} other {the batch is}} {actual} ≤ {limit}{because, select, size { bytes (segment.bytes)} time { ms old (segment.ms)} index { bytes (segment.index.bytes)} other { offsets from the segment’s first}}',
  'whynot.need.withinRetention':
    '{because, select, time {its newest record is {actual} ms old ≤ retention.ms {limit}} size {the log has {actual} bytes ≤ retention.bytes {limit}} other {it reaches beyond the log start offset: {actual} > {limit}}}',
  'whynot.need.inLog': 'log start {start} ≤ offset {offset} ≤ log end {end}',
  'whynot.need.kept': 'log start offset {actual} ≤ offset {offset}: the log still begins before it',
  'whynot.need.logReaches': 'the leader’s log reaches it: log end {actual} > offset {offset}',
  'whynot.need.leaderHasIt': 'the leader’s log has these records in the same epoch ({why})',
  'whynot.need.unfenced': 'broker {broker} is not fenced',
  'whynot.need.notLeaving': 'broker {broker} is not in a controlled shutdown',
  'whynot.need.knownEpoch':
    'broker {broker} has fetched in its present life: broker epoch {actual} = {required}',
  'whynot.need.reachedHw':
    'it has fetched up to the leader’s high watermark: {actual} ≥ {required}',
  'whynot.need.reachedEpoch':
    'it has fetched up to where the leader epoch begins: {actual} ≥ {required}',
  'whynot.need.noIsrChange': 'no change of the ISR waits for the controller (asked: {asked})',
  'whynot.need.nextFetch': 'its next fetch has come: only then the leader asks for it',
  'whynot.need.inIsr':
    '{from, select, elr {the ISR is empty, and broker {broker} is in the ELR ({elr})} other {broker {broker} is in the ISR ({isr})}}',
  'whynot.need.leaderGone':
    'the controller counts the leader, broker {leader}, as gone: only then another one is elected',
  'whynot.need.standsBefore':
    'broker {broker} stands before broker {leader} in the replica list ({order})',
  'whynot.need.someInSync': 'one of the ISR ({isr}) is alive: {alive}',
  'whynot.need.someEligible': 'one of the ELR ({elr}) is alive: {alive}',
  'whynot.need.uncleanAllowed':
    'unclean.leader.election.enable is true ({actual}), and another replica is alive: {alive}',
  'whynot.need.balances': 'auto.leader.rebalance.enable is true ({actual})',
  'whynot.need.nextBalance': 'the next check of the balance has found it worth moving',
  'whynot.need.processRuns':
    '{name} runs{status, select, running {} paused {; it is paused} killed {; it is killed} exited {; it has ended} other {; it is not there}}',
  'whynot.need.hasController': 'a controller is active',
  'whynot.need.registered': 'broker {broker} has registered since it started',
  'whynot.need.beats':
    'broker {broker} has a session: a heartbeat has reached the controller, and it has not run out',
  'whynot.need.replayed':
    'its heartbeat says that it has replayed its own registration: {actual} ≥ {required}',
  'whynot.need.nextBeat': 'its next heartbeat has come, which asks to be unfenced',
  'whynot.need.silentLong': 'silent for {actual} ms > broker.session.timeout.ms {required}',
  'whynot.need.noOtherLeader':
    'it follows nobody: it takes node {leader} for the leader of epoch {epoch} until controller.quorum.fetch.timeout.ms passes without an answer',
  'whynot.need.timedOut':
    'the time-out of node {controllers} has ended: until then nobody stands for election',
  'whynot.need.preVotes': 'pre-votes of node {controller}: {actual} ≥ {required}',
  'whynot.need.epochCommitted':
    'the first record of epoch {epoch} is committed, high watermark {actual} > {required}: only then node {controller}, which won, is the controller',
  'whynot.need.votes': 'votes of node {controller} in epoch {epoch}: {actual} ≥ {required}',
  'whynot.need.notResigned': 'it has not resigned from epoch {epoch}',
  'whynot.need.majorityUp': 'voters that run ({up}): {actual} ≥ majority {required}',
  'whynot.need.replayedTopic': 'broker {broker} has replayed the metadata: {actual} ≥ {required}',
  'whynot.need.hasCoordinator': 'a coordinator that runs knows group {group}',
  'whynot.need.isMember': '{member} is a member of {group}',
  'whynot.need.groupStable': 'group {group} is Stable; it is {state}',
  'whynot.need.enoughPartitions': 'partitions {actual} ≥ members {required}',
  'whynot.need.stayed': 'it has not left by itself',
  'whynot.need.beatInTime': 'a heartbeat came within session.timeout.ms',
  'whynot.need.rejoinedInTime': 'it joined again within its rebalance timeout',
  'whynot.need.onlyOne': 'no other process took its group.instance.id',
  'whynot.need.newRecords': 'high watermark of {partition} {actual} > its position {required}',
  'whynot.need.knowsTopic': '{member} has learned where {topic} is led',
  'whynot.need.hasMembers': 'it has members',
  'whynot.need.delayOver': 'group.initial.rebalance.delay.ms is over ({ms} ms left)',
  'whynot.need.allJoined': 'joined {actual} ≥ members {required}; missing: {missing}',
  'whynot.need.leaderSynced': 'its leader {leader} has sent the assignment',
  'whynot.need.linkOpen': 'the way from {from} to {to} is not cut',
  'whynot.need.timeOver': 'now {actual} ms ≥ its arrival at {required} ms',
  'whynot.need.waitOver':
    '{condition, select, highWatermark {high watermark} minIsr {in-sync replicas} bytes {bytes to read} lowWatermark {low watermark} other {the controller’s answer: partition epoch}} {actual} ≥ {required}',
} as const
