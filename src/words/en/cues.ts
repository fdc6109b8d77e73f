/**
 * English sentences: cues of famous runs at the deeper levels. The mechanism tells which rule and
 * which number decide; the wire what was sent, where no moment tells it. Numbers that the run
 * computes are filled in: see `cueNumbers`.
 */
export const cuesEn = {
  'mechanism.cue.leader-dies.sent':
    'shop sends with acks=all to **broker 1**, leader in epoch {epoch}: it answers once every log of the ISR [{isr}] has the record.',
  'mechanism.cue.leader-dies.committed':
    'Brokers 2 and 3 fetch from offset {watermark1} on, so leader 1 knows that they have it: high watermark {watermarkFrom1} → **{watermark1}**.',
  'mechanism.cue.leader-dies.killed':
    '**Broker 1 crashes**. Connections break at once; the controller fences it after broker.session.timeout.ms (9 s) of silence.',
  'mechanism.cue.leader-dies.elected':
    'Fenced after {silent} s of silence, broker 1 leaves the ISR. **Broker 2**, the next replica in it ([{isr}]), leads in epoch {epoch}.',
  'mechanism.cue.leader-dies.goesOn':
    'Broker 2 and the rest of the ISR [{isr}] have offset {acked}, enough for min.insync.replicas 2: high watermark {watermark2}, **acknowledged**.',
  'wire.cue.leader-dies.goesOn':
    'Produce response from broker 2: **orders-0** base offset {acked}, error NONE, acks=-1.',
  'mechanism.cue.leader-dies.returns':
    'Broker 1 replays the metadata: leader {leader}, epoch {epoch}. Its own log ends at {end1}; from there on it **fetches from broker 2**.',
  'wire.cue.leader-dies.returns':
    'Broker 1 replays PartitionChangeRecord (leader {leader}, epoch {epoch}) and begins to Fetch **orders-0** from broker 2.',
  'mechanism.cue.leader-dies.inSync':
    'Broker 1 has reached the high watermark {watermark2}, so leader 2 asks for **ISR [{isr}]**. That moves no leader: the epoch stays {epoch}.',
  'mechanism.cue.follower-lags.sent':
    'acks=all: leader 1 answers once **every log of the ISR** [{isr}] ends beyond offset {end1}. Its high watermark is {watermark1}.',
  'mechanism.cue.follower-lags.cut':
    '**Cut** both ways: broker 3 cannot fetch from leader 1. Its heartbeats still reach the controller, so it is not fenced.',
  'wire.cue.follower-lags.cut':
    'Link **node-1 ↔ node-3** cut both ways: Fetch of broker 3 gets no answer; node-3 ↔ node-4 passes.',
  'mechanism.cue.follower-lags.waits':
    'Offset {offset} is on 1 and 2. Broker 3 is in the ISR [{isr}] and lacks it: the high watermark stays {watermark1}, the **write waits**.',
  'wire.cue.follower-lags.waits':
    'Fetch response → broker 2 appends offset {offset}. Produce waits: HW {watermark1}, required {end1}, ISR [{isr}].',
  'mechanism.cue.follower-lags.shrunk':
    'Broker 3 has not caught up for replica.lag.time.max.ms ({lagMax} ms): leader 1 asks, and the **ISR shrinks to [{isr}]**.',
  'mechanism.cue.follower-lags.acknowledged':
    'Of the ISR [{isr}] both logs end at {end1}: high watermark {watermark1}, min.insync.replicas 2 met. **Acknowledged after {waited} s**.',
  'wire.cue.follower-lags.acknowledged':
    'Produce response: **orders-0** base offset {acked}, error NONE, acks=-1; it waited for the AlterPartition.',
  'mechanism.cue.follower-lags.without':
    'ISR [{isr}]: offset {acked} needs brokers 1 and 2 only. **Acknowledged after {waitedMs} ms**, though the log of 3 ends at {end3}.',
  'wire.cue.follower-lags.without':
    'Produce response: **orders-0** base offset {acked}, error NONE, acks=-1, ISR [{isr}].',
  'mechanism.cue.follower-lags.healed':
    'The link is **healed**. Broker 3 goes on fetching from its own log end, {end3}; the leader’s log ends at {end1}.',
  'wire.cue.follower-lags.healed':
    'Link **node-1 ↔ node-3** passes again: TCP sends again what was lost, broker 3 goes on with Fetch.',
  'mechanism.cue.follower-lags.caughtUp':
    'One fetch brings all that broker 3 missed: its log ends at {end3}, like the leader’s. Its **next fetch** tells the leader so.',
  'wire.cue.follower-lags.caughtUp':
    'Fetch response → broker 3 appends **orders-0** up to LEO {end3}, HW {watermark3}; its next Fetch tells the leader that LEO.',
  'mechanism.cue.follower-lags.expanded':
    'Broker 3 fetches from {end3} on, no less than the high watermark {watermark1}: leader 1 asks, and the **ISR is [{isr}] again**.',
  'mechanism.cue.acks-one.sent':
    'acks=1: broker 1 answers once its **own log** has the record. min.insync.replicas 2 is asked for acks=all only.',
  'mechanism.cue.acks-one.cut':
    'Cut one way, 1 → 2 and 1 → 3: fetches reach broker 1, its **responses do not arrive**. The ISR is still [{isr}].',
  'wire.cue.acks-one.cut':
    'Links **node-1 → node-2** and **node-1 → node-3** cut: their Fetch arrives, the responses do not.',
  'mechanism.cue.acks-one.appended':
    'Broker 1 appends offset {offset}: its log ends at {end1}, those of 2 and 3 at {end2}. The **high watermark stays {watermark1}**.',
  'wire.cue.acks-one.appended':
    'Produce (acks=1) → broker 1 appends **orders-0** offset {offset}, leader epoch {tail1}. Its HW stays {watermark1}.',
  'mechanism.cue.acks-one.acknowledged':
    'The high watermark is only {watermark1}, and offset {acked} is acknowledged: with acks=1 the leader **does not wait for the ISR** [{isr}].',
  'wire.cue.acks-one.acknowledged':
    'Produce response: **orders-0** base offset {acked}, error NONE, acks=1; HW is {watermark1}.',
  'mechanism.cue.acks-one.killed':
    '**Broker 1 crashes**: only its disk has offset {offset}. The logs of 2 and 3 end at {end2}, and they are in the ISR [{isr}].',
  'mechanism.cue.acks-one.elected':
    'Being in the ISR promises **committed records only**: broker 2 leads in epoch {epoch} with a log that ends at {end2}.',
  'mechanism.cue.acks-one.reused':
    'Broker 2 appends offset {offset} in epoch {tail2}. On the disk of broker 1 offset {offset} is **another record**, of epoch {tail1}.',
  'wire.cue.acks-one.reused':
    'Produce → broker 2 appends **orders-0** offset {offset}, leader epoch {tail2}. On broker 1 offset {offset} has epoch {tail1}.',
  'mechanism.cue.acks-one.truncated':
    'In the leader’s log epoch {cutEpoch} ends at {cutTo}, so broker 1 cuts from {cutFrom} to {cutTo}: **acknowledged offset {cutTo} is gone**.',
  'mechanism.cue.unclean-election.committed':
    'Here unclean.leader.election.enable is true, min.insync.replicas 1. The ISR [{isr}] has the record: **high watermark {watermark1}**.',
  'mechanism.cue.unclean-election.killed':
    '**Brokers 2 and 3 crash**. Until broker.session.timeout.ms (9 s) is over, the ISR is still [{isr}]: acks=all would wait.',
  'mechanism.cue.unclean-election.alone':
    'After {silent} s of silence 2 and 3 are fenced: the **ISR is [{isr}]**, as many as min.insync.replicas 1 asks for. acks=all is taken.',
  'mechanism.cue.unclean-election.acknowledged':
    'acks=all waits for the ISR [{isr}] only: the leader’s own append moves the high watermark to {watermark1}. **Acknowledged**, one copy.',
  'wire.cue.unclean-election.acknowledged':
    'Produce response: **orders-0** base offset {acked}, 2 records, error NONE, acks=-1, ISR [{isr}].',
  'mechanism.cue.unclean-election.lastDies':
    '**Broker 1 crashes**. Its log ends at {end1}, those of 2 and 3 at {end2}: what lies between is acknowledged and **on its disk only**.',
  'mechanism.cue.unclean-election.offline':
    'Fenced, broker 1 leaves the ISR empty and stays in the **ELR [{elr}]**. No replica is alive, so nobody leads in epoch {epoch}.',
  'mechanism.cue.unclean-election.elected':
    'Neither in the ISR nor in the ELR, but alive: **unclean**, broker 2 leads in epoch {epoch} with a log that ends at {end2}, not at {end1}.',
  'mechanism.cue.unclean-election.reused':
    '**Offset {offset}** is given a second time, in epoch {tail2}. On the disk of broker 1 it is an acknowledged record of epoch {tail1}.',
  'wire.cue.unclean-election.reused':
    'Produce → broker 2 appends **orders-0** offset {offset}, leader epoch {tail2}; HW {watermarkFrom2} → {watermark2}, alone in the ISR.',
  'mechanism.cue.unclean-election.truncated':
    'In the log of leader 2 epoch {cutEpoch} ends at {cutTo}, so broker 1 cuts from {cutFrom} to {cutTo}: **{cut} acknowledged records are gone**.',
  'mechanism.cue.zombie-leader.sent':
    'Broker 1 leads in epoch {epoch}, ISR [{isr}], min.insync.replicas 2. shop writes with **acks=all**, till with **acks=1**.',
  'mechanism.cue.zombie-leader.cut':
    '**Cut one way**, 1 → controller 4: heartbeats and metadata fetches of broker 1 are lost. Fetches of 2 and 3, and writes, arrive.',
  'wire.cue.zombie-leader.cut':
    'Link **node-1 → node-4** cut: BrokerHeartbeat does not arrive, answers to it would; Fetch and Produce pass.',
  'mechanism.cue.zombie-leader.elected':
    '{silent} s without heartbeat: **broker 2 leads in epoch {epoch}**. Broker 1 gets no metadata: to itself it is the leader, of epoch {led1}.',
  'mechanism.cue.zombie-leader.believed':
    'till knows the old leader only: broker 1 appends offset {acked} in epoch {tail1} and acknowledges, for acks=1 **asks no follower**.',
  'wire.cue.zombie-leader.believed':
    'Produce response of broker 1: **orders-0** base offset {acked}, NONE, acks=1, in leader epoch {tail1}; epoch {epoch} is elsewhere.',
  'mechanism.cue.zombie-leader.waits':
    'acks=all: broker 1 appends offset {offset} and has 2 and 3 in its ISR still. They fetch no more: its **high watermark stays {watermark1}**.',
  'wire.cue.zombie-leader.waits':
    'Produce (acks=-1) → broker 1 appends offset {offset}, epoch {tail1}, and waits: **HW {watermark1}, required {end1}**.',
  'mechanism.cue.zombie-leader.safe':
    'request.timeout.ms (30 s) is over: the retry goes to leader 2, offset {acked} in epoch {tail2}, on the ISR [{isr}]. **Once, and safe**.',
  'wire.cue.zombie-leader.safe':
    'request.timeout.ms (30 s) is over; retry. Produce response of broker 2: **orders-0** base offset {acked}, NONE, acks=-1.',
  'mechanism.cue.zombie-leader.healed':
    'Heartbeats and metadata fetches of broker 1 arrive again: it is about to replay **epoch {epoch}**. It still leads in epoch {led1}.',
  'wire.cue.zombie-leader.healed':
    'Link **node-1 → node-4** passes again: metadata Fetch and BrokerHeartbeat of broker 1 can arrive.',
  'mechanism.cue.zombie-leader.truncated':
    'On leader 2 epoch {cutEpoch} ends at {cutTo}: broker 1 cuts from {cutFrom} to {cutTo}. The record of **till is gone**, that of shop is offset {acked}.',
  'mechanism.cue.split-vote.slow':
    'Between controllers 3 and 4 a message takes **{latencyMs} ms** now: long enough for both to stand before they hear of each other.',
  'wire.cue.split-vote.slow':
    'Links **node-3 ↔ node-4**: latency {latencyMs} ms each way; 0.5 ms is usual.',
  'mechanism.cue.split-vote.killed':
    '**Controller 2**, quorum leader of epoch {quorumEpoch}, **crashes**. 2 of 3 voters are left, as many as a majority needs.',
  'mechanism.cue.split-vote.preVotes':
    'No fetch answered for controller.quorum.fetch.timeout.ms (2 s): both ask for **pre-votes** in epoch {quorumEpoch}, and both say yes.',
  'wire.cue.split-vote.preVotes':
    'Vote (pre-vote, epoch {quorumEpoch}) of 3 and of 4 after controller.quorum.fetch.timeout.ms 2000: **granted** both ways.',
  'mechanism.cue.split-vote.split':
    'With a majority of pre-votes both are Candidate in epoch {quorumEpoch}. A voter has **one vote per epoch**: 3 gave it to itself.',
  'wire.cue.split-vote.split':
    'Vote of 4 in epoch {quorumEpoch} → 3 has voted in it already, for itself: **not granted**.',
  'mechanism.cue.split-vote.again':
    '4 refuses 3 for the same reason: in epoch {quorumEpoch} each has 1 vote, {needed} of 3 voters are needed. **Nobody wins**.',
  'wire.cue.split-vote.again':
    'Vote of 3 in epoch {quorumEpoch} → 4 has voted in it already, for itself: **not granted**; 1 of {needed} needed.',
  'mechanism.cue.split-vote.backoff':
    'Each waits its election timeout, at **random** 1 to 2 × controller.quorum.election.timeout.ms (1 s). 4 is first: pre-vote granted.',
  'wire.cue.split-vote.backoff':
    'Election timeout of 4 is over (random, from controller.quorum.election.timeout.ms): Vote (pre-vote, epoch {quorumEpoch}) → **granted**.',
  'mechanism.cue.split-vote.elected':
    '3 has not stood in epoch {quorumEpoch} and votes for 4. Votes of {grantedBy}, {needed} needed: **controller 4 leads** the quorum.',
  'wire.cue.split-vote.elected':
    'Vote granted by {grantedBy} (needed {needed}): node 4 Candidate → **Leader**, epoch {quorumEpoch}.',
  'mechanism.cue.split-vote.data':
    'Offset {acked} is acknowledged: leader {leader}, epoch {epoch} and ISR [{isr}] outlast the election, **no controller is asked**.',
  'wire.cue.split-vote.data':
    'Produce response: **orders-0** base offset {acked}, error NONE, acks=-1; leader and ISR as before.',
  'mechanism.cue.split-vote.follows':
    'Its quorum-state file says that it led an older epoch: controller 2 starts as Resigned, learns of leader 4, epoch {quorumEpoch}, and **follows**.',
  'wire.cue.split-vote.follows':
    'EndQuorumEpoch response names leader 4: node 2 Resigned → **Follower**.',
  'mechanism.cue.majority-lost.sent':
    'Controller 4 leads the quorum of 4, 5 and 6 in epoch {quorumEpoch}; **2 of 3** are a majority. Broker 1 leads orders-0, epoch {epoch}.',
  'mechanism.cue.majority-lost.killed':
    '**Controllers 5 and 6 crash**: 1 of 3 voters is left, {needed} are needed. No metadata record can be committed any more.',
  'mechanism.cue.majority-lost.resigned':
    'No majority has fetched for 1.5 × controller.quorum.fetch.timeout.ms (3 s): **controller 4 resigns** from epoch {quorumEpoch}.',
  'mechanism.cue.majority-lost.data':
    'Offset {acked} is acknowledged with acks=all: the brokers know leader {leader} and ISR [{isr}], **no controller is asked**.',
  'wire.cue.majority-lost.data':
    'Produce response: **orders-0** base offset {acked}, error NONE, acks=-1; no quorum leader is asked.',
  'mechanism.cue.majority-lost.leaderDies':
    '**Broker 1 crashes**. No active controller counts its heartbeats, so nobody fences it: leader {leader}, ISR [{isr}] stay as written.',
  'mechanism.cue.majority-lost.alone':
    'Controller 4 has its own pre-vote, 1 of {needed} needed, when its election timeout ends: **Unattached**, and it asks again.',
  'wire.cue.majority-lost.alone':
    'Pre-votes are not answered in time: node 4 Prospective → **Unattached**, 1 of {needed} needed.',
  'mechanism.cue.majority-lost.regained':
    'Votes of {grantedBy}, {needed} of 3 needed: **controller 4 leads** the quorum in epoch {quorumEpoch}, records can be committed again.',
  'wire.cue.majority-lost.regained':
    'Vote granted by {grantedBy} (needed {needed}): node 4 Candidate → **Leader**, epoch {quorumEpoch}.',
  'mechanism.cue.majority-lost.elected':
    'The new controller counts from its own start: {silent} s of silence, broker 1 is fenced. **Broker 2 leads** in epoch {epoch}, ISR [{isr}].',
  'mechanism.cue.majority-lost.goesOn':
    'shop has found leader {leader}: offset {acked} is acknowledged in epoch {epoch}, right after what broker 1 had. **Nothing was lost**.',
  'wire.cue.majority-lost.goesOn':
    'Produce response from broker 2: **orders-0** base offset {acked}, error NONE, acks=-1.',
  'mechanism.cue.eligible-leader.committed':
    'Every log of the ISR [{isr}] ends at the high watermark, {watermark1}. **min.insync.replicas is 2**: below that, nothing more is committed.',
  'mechanism.cue.eligible-leader.shrunk':
    'Controlled shutdown: the controller fences broker 3. The **ISR is [{isr}]**, still as many as min.insync.replicas 2 asks for.',
  'mechanism.cue.eligible-leader.eligible':
    'The ISR [{isr}] is below min.insync.replicas 2, so nothing can be committed without broker 2: it is kept in the **ELR [{elr}]**.',
  'mechanism.cue.eligible-leader.refused':
    'NOT_ENOUGH_REPLICAS: {inSync} in sync < min.insync.replicas {min}. The high watermark stays {watermark1}, so **broker 2 stays complete**.',
  'mechanism.cue.eligible-leader.offline':
    'The last one leaves: the ISR is empty, nobody leads in epoch {epoch}. Of the **ELR [{elr}]** any one may lead without loss.',
  'mechanism.cue.eligible-leader.elected':
    'The ISR is empty, so the **ELR** counts. Broker 2 was in it: it leads in epoch {epoch} with a log that ends at {end2}, like that of 1.',
  'mechanism.cue.eligible-leader.enough':
    'Broker 3 has reached the high watermark {watermark2}: the **ISR [{isr}]** meets min.insync.replicas 2, so the ELR is emptied.',
  'mechanism.cue.eligible-leader.acknowledged':
    'shop has retried all the while: leader 2 appends offset {acked} in epoch {tail2}, the ISR [{isr}] has it. **Acknowledged after {waited} s**.',
  'wire.cue.eligible-leader.acknowledged':
    'Produce response from broker 2: **orders-0** base offset {acked}, error NONE, acks=-1.',
  'mechanism.cue.eligible-leader.allBack':
    'Broker 1 has fetched up to the high watermark {watermark2}: **ISR [{isr}]**. The leader stays {leader}, in epoch {epoch}.',
} as const
