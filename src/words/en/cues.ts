/**
 * English sentences: cues of famous runs where a depth says more, or less, than the library does. The
 * story leaves numbers out; the wire gives what was sent, where no moment tells it.
 */
export const cuesEn = {
  'story.cue.leader-dies.killed':
    '**Broker 1 crashes** and says no goodbye: the controller waits for its heartbeat.',
  'story.cue.leader-dies.elected':
    'No heartbeat for 9 s: broker 1 is fenced. **Broker 2** is in sync and leads.',
  'story.cue.follower-lags.waits':
    'Broker 3 cannot fetch the record and is still in sync: **the write waits**.',
  'story.cue.follower-lags.shrunk':
    'Broker 3 was behind for too long: it **leaves the in-sync replicas**.',
  'story.cue.unclean-election.committed':
    'orders may elect a leader that lags. A record is committed on all three.',
  'story.cue.unclean-election.elected':
    'Broker 2 is back. It lags and **may lead all the same**: the topic allows it.',
  'story.cue.zombie-leader.cut':
    'From broker 1 to the controller **nothing passes**. Clients reach it as before.',
  'story.cue.follower-lags.healed':
    'The link is **healed**. Broker 3 can fetch again from where it stopped.',
  'story.cue.follower-lags.caughtUp': 'Broker 3 appends what it missed.',
  'story.cue.zombie-leader.safe':
    'After 30 s shop tries again, at broker 2: **acknowledged once, and safe**.',
  'story.cue.zombie-leader.truncated':
    'Broker 1 cuts its tail: what **till was promised is gone**, shop lost nothing.',
  'story.cue.split-vote.slow':
    'Messages between controllers 3 and 4 are **slow** now: each hears late of the other.',
  'story.cue.split-vote.preVotes':
    'Both miss the active controller and ask first whether they **could** win.',
  'story.cue.split-vote.elected':
    'This time the other stands too late: two votes, and **one controller leads**.',
  'story.cue.split-vote.data':
    'A record is written **as before**: the broker needs no controller for that.',
  'story.cue.eligible-leader.eligible':
    'Broker 2 stops. It has every record, so it is kept as an **eligible leader**.',
  'story.cue.eligible-leader.refused': 'A write is **refused**: 1 replica in sync, 2 required.',
  'story.cue.eligible-leader.elected':
    'Broker 2 comes first. It is eligible, so it **leads without loss**.',
  'wire.cue.leader-dies.goesOn':
    'Produce response from broker 2: **orders-0** base offset 1, error NONE, acks=-1.',
  'wire.cue.leader-dies.returns':
    'Broker 1 replays PartitionChangeRecord (leader 2, epoch 1) and begins to Fetch **orders-0** from broker 2.',
  'wire.cue.follower-lags.cut':
    'Link **node-1 ↔ node-3** cut both ways: Fetch of broker 3 gets no answer; node-3 ↔ node-4 passes.',
  'wire.cue.follower-lags.waits':
    "Fetch response → broker 2 appends offset 1. Produce waits: HW 1, required 2, ISR '{'1, 2, 3'}'.",
  'wire.cue.follower-lags.acknowledged':
    'Produce response: **orders-0** base offset 1, error NONE, acks=-1; it waited for the AlterPartition.',
  'wire.cue.follower-lags.without':
    "Produce response: **orders-0** base offset 2, error NONE, acks=-1, ISR '{'1, 2'}'.",
  'wire.cue.follower-lags.healed':
    'Link **node-1 ↔ node-3** passes again: TCP sends again what was lost, broker 3 goes on with Fetch.',
  'wire.cue.follower-lags.caughtUp':
    'Fetch response → broker 3 appends **orders-0** offsets 1 and 2, HW 3; its next Fetch tells the leader its LEO, 3.',
  'wire.cue.acks-one.cut':
    'Links **node-1 → node-2** and **node-1 → node-3** cut: their Fetch arrives, the responses do not.',
  'wire.cue.acks-one.appended':
    'Produce (acks=1) → broker 1 appends **orders-0** offset 1, leader epoch 0. Its HW stays at 1.',
  'wire.cue.acks-one.acknowledged':
    'Produce response: **orders-0** base offset 1, error NONE, acks=1; HW is 1.',
  'wire.cue.acks-one.reused':
    'Produce → broker 2 appends **orders-0** offset 1, leader epoch 1. On broker 1 offset 1 has epoch 0.',
  'wire.cue.unclean-election.acknowledged':
    "Produce response: **orders-0** base offset 1, 2 records, error NONE, acks=-1, ISR '{'1'}'.",
  'wire.cue.unclean-election.reused':
    'Produce → broker 2 appends **orders-0** offset 1, leader epoch 2; HW 1 → 2, alone in the ISR.',
  'wire.cue.zombie-leader.cut':
    'Link **node-1 → node-4** cut: BrokerHeartbeat does not arrive, answers to it would; Fetch and Produce pass.',
  'wire.cue.zombie-leader.believed':
    'Produce response of broker 1: **orders-0** base offset 2, NONE, acks=1, in leader epoch 0; epoch 1 is elsewhere.',
  'wire.cue.zombie-leader.waits':
    'Produce (acks=-1) → broker 1 appends offset 3, epoch 0, and waits: **HW 2, required 4**.',
  'wire.cue.zombie-leader.safe':
    'request.timeout.ms (30 s) is over; retry. Produce response of broker 2: **orders-0** base offset 2, NONE, acks=-1.',
  'wire.cue.zombie-leader.healed':
    'Link **node-1 → node-4** passes again: metadata Fetch and BrokerHeartbeat of broker 1 can arrive.',
  'wire.cue.split-vote.slow':
    'Links **node-3 ↔ node-4**: latency 15,000 µs each way; 500 µs is usual.',
  'wire.cue.split-vote.preVotes':
    'Vote (pre-vote, epoch 1) of 3 and of 4 after controller.quorum.fetch.timeout.ms 2000: **granted** both ways.',
  'wire.cue.split-vote.split':
    'Vote of 4 in epoch 2 → 3 has voted in it already, for itself: **not granted**.',
  'wire.cue.split-vote.again':
    'Vote of 3 in epoch 2 → 4 has voted in it already, for itself: **not granted**; 1 of 2 needed.',
  'wire.cue.split-vote.backoff':
    'Backoff below controller.quorum.election.backoff.max.ms is over: Vote (pre-vote, epoch 2) of 4 → **granted**.',
  'wire.cue.split-vote.elected':
    'Vote granted by 3 and 4 (needed 2): node 4 Candidate → **Leader**, epoch 3.',
  'wire.cue.split-vote.data':
    'Produce response: **orders-0** base offset 1, error NONE, acks=-1; leader and ISR as before.',
  'wire.cue.split-vote.follows':
    'EndQuorumEpoch response names leader 4: node 2 Resigned → **Follower**.',
  'wire.cue.majority-lost.data':
    'Produce response: **orders-0** base offset 1, error NONE, acks=-1; no quorum leader is asked.',
  'wire.cue.majority-lost.alone':
    'Pre-votes are not answered in time: node 4 Prospective → **Unattached**, 1 of 2 needed.',
  'wire.cue.majority-lost.regained':
    'Vote granted by 4 and 5 (needed 2): node 4 Candidate → **Leader**, epoch 3.',
  'wire.cue.majority-lost.goesOn':
    'Produce response from broker 2: **orders-0** base offset 2, error NONE, acks=-1.',
  'wire.cue.eligible-leader.acknowledged':
    'Produce response from broker 2: **orders-0** base offset 2, error NONE, acks=-1.',
} as const
