/** English sentences: titles of the library, and the captions of its famous runs' cues. */
export const libraryEn = {
  'scenario.first-minute': 'One record, end to end',
  'scenario.three-nodes': 'Three nodes at work',
  'scenario.blank': 'Blank cluster',
  'scenario.leader-dies': 'Leader dies, acks=all',
  'scenario.follower-lags': 'A follower lags and leaves the ISR',
  'scenario.acks-one': 'Acknowledged and lost, acks=1',
  'scenario.unclean-election': 'Unclean leader election',
  'scenario.zombie-leader': 'A zombie leader behind a one-way cut',
  'scenario.split-vote': 'A split vote',
  'scenario.majority-lost': 'Majority lost and regained',
  'scenario.eligible-leader': 'All replicas down, and the ELR',
  'cue.leader-dies.sent':
    'A record is on its way to **broker 1**: the leader takes every write of orders-0.',
  'cue.leader-dies.committed':
    'Both followers have a copy: the record is **committed**. One crash cannot lose it.',
  'cue.leader-dies.killed':
    '**Broker 1 crashes** and says no goodbye: the controller waits for its heartbeat.',
  'cue.leader-dies.elected':
    'No heartbeat for {silent} s: broker 1 is fenced. **Broker 2** has a full copy and leads.',
  'cue.leader-dies.goesOn':
    'The next record goes to broker 2 and is acknowledged: **nothing was lost**.',
  'cue.leader-dies.returns':
    'Broker 1 is back. It learns that it leads no more and **follows broker 2**.',
  'cue.leader-dies.inSync':
    'Broker 1 has caught up: three copies are **in sync again**. The leader stays broker 2.',
  'cue.follower-lags.sent':
    'Three copies, all in sync. shop sends a record and waits until **all three** have it.',
  'cue.follower-lags.cut':
    'The link between brokers 1 and 3 is **cut**. Broker 3 still talks to the controller.',
  'cue.follower-lags.waits':
    'Broker 3 cannot fetch the record but counts as in sync: **the write waits** for it.',
  'cue.follower-lags.shrunk':
    'Broker 3 was behind for too long: it **leaves the in-sync replicas**.',
  'cue.follower-lags.acknowledged':
    'All that are in sync have the record now: **acknowledged, {waited} s after it was sent**.',
  'cue.follower-lags.without':
    'The next record waits for broker 2 alone: acknowledged **within milliseconds**.',
  'cue.follower-lags.healed':
    'The link is **healed**. Broker 3 can fetch again from where it stopped.',
  'cue.follower-lags.caughtUp':
    'Broker 3 appends all that it missed: its log is **as long as the leader’s**.',
  'cue.follower-lags.expanded':
    'Broker 3 is **in sync again**: from now on acks=all waits for it, too.',
  'cue.acks-one.sent':
    'till writes with acks=1: **the word of the leader is enough**, no copy is awaited.',
  'cue.acks-one.cut':
    'From now on nothing that broker 1 sends to its followers arrives: **no more copies**.',
  'cue.acks-one.appended': 'A second record is appended on broker 1, and **only there**.',
  'cue.acks-one.acknowledged':
    'till is told that its record is written. **Nobody else has it** yet.',
  'cue.acks-one.killed': '**Broker 1 crashes**. No follower has the second record.',
  'cue.acks-one.elected': '**Broker 2** was in sync and leads. It **never saw the second record**.',
  'cue.acks-one.reused':
    'Another record takes **the same offset**. The old one has no place any more.',
  'cue.acks-one.truncated':
    'Broker 1 returns and cuts its tail: a record that was **acknowledged is gone**.',
  'cue.unclean-election.committed':
    'orders may elect even a leader that lags. A record is **committed** on all three.',
  'cue.unclean-election.killed': 'Brokers 2 and 3 **crash**. Only the leader is left.',
  'cue.unclean-election.alone':
    'Both are fenced. Broker 1 is **alone in sync**, and here one is enough to write.',
  'cue.unclean-election.acknowledged':
    'Two more records are acknowledged by all in sync: **“all” is one broker** now.',
  'cue.unclean-election.lastDies':
    '**Broker 1 crashes**, too: the only one that has the two records.',
  'cue.unclean-election.offline':
    'No replica is alive: orders-0 is **offline**, nobody can write or read.',
  'cue.unclean-election.elected':
    'Broker 2 is back. It lags and **may lead all the same**: the topic allows it.',
  'cue.unclean-election.reused':
    'Broker 2 goes on where its log ends: **the place of acknowledged records** is taken.',
  'cue.unclean-election.truncated':
    'Broker 1 returns and must follow: it cuts **{cut} acknowledged records** away.',
  'cue.zombie-leader.sent':
    'Broker 1 leads. shop waits for **all in sync**, till for the **leader alone**.',
  'cue.zombie-leader.cut':
    'From broker 1 to the controller **nothing passes**. Clients reach it as before.',
  'cue.zombie-leader.elected':
    'Broker 1 is fenced and **broker 2 leads**. Broker 1 hears nothing of it and goes on.',
  'cue.zombie-leader.believed':
    'till still writes to broker 1, and the **zombie acknowledges** what only it has.',
  'cue.zombie-leader.waits':
    'shop writes there, too. With acks=all the answer **waits for followers that have left**.',
  'cue.zombie-leader.safe':
    'shop has tried again at broker 2: after {waited} s **acknowledged once, and safe**.',
  'cue.zombie-leader.healed':
    'The link is **healed**: broker 1 is about to learn that it leads no more.',
  'cue.zombie-leader.truncated':
    'Broker 1 cuts its tail: what **till was promised is gone**, shop lost nothing.',
  'cue.split-vote.slow':
    'Messages between controllers 3 and 4 are **slow** now: each hears late of the other.',
  'cue.split-vote.killed':
    '**Controller 2**, the active one, **crashes**. The other two must choose again.',
  'cue.split-vote.preVotes':
    'Both miss the active controller and ask first whether they **could** win.',
  'cue.split-vote.split':
    'Both stand at once and vote for **themselves**: 3 has no vote left for 4.',
  'cue.split-vote.again':
    'Nor has 4 for 3: one vote each. **Nobody wins**, and there is no controller yet.',
  'cue.split-vote.backoff':
    'Each waits a **random time** before it tries again. The quicker one asks first.',
  'cue.split-vote.elected':
    'This time the other is too late to stand: two votes, and **one controller leads**.',
  'cue.split-vote.data':
    'A record is written **as before**: the broker needs no controller for that.',
  'cue.split-vote.follows': 'Controller 2 is back and **follows**: the newer epoch has its leader.',
  'cue.majority-lost.sent':
    'Three controllers, 4 is the active one. A record is sent to the **brokers**.',
  'cue.majority-lost.killed': '**Controllers 5 and 6 crash**: one of three is left, no majority.',
  'cue.majority-lost.resigned':
    'Controller 4 hears from no other and **resigns**: alone it may decide nothing.',
  'cue.majority-lost.data':
    'No controller leads, and yet **writes go on**: the brokers know what they need.',
  'cue.majority-lost.leaderDies':
    'Now **broker 1**, the leader of orders-0, **crashes**. Nobody can decide who is next.',
  'cue.majority-lost.alone':
    'Controller 4 asks for votes and hears **none**. It will go on asking.',
  'cue.majority-lost.regained':
    'Controller 5 is back: two of three vote, and there is **a controller again**.',
  'cue.majority-lost.elected':
    'The controller waits for broker 1, then fences it: **broker 2 leads** at last.',
  'cue.majority-lost.goesOn': 'Broker 2 acknowledges the next record. **Nothing was lost**.',
  'cue.eligible-leader.committed': 'Two records are **committed**: all three replicas have them.',
  'cue.eligible-leader.shrunk':
    'Broker 3 is stopped cleanly and leaves the in-sync replicas: **two are left**.',
  'cue.eligible-leader.eligible':
    'Broker 2 stops. It has every record, so it is kept as an **eligible leader**.',
  'cue.eligible-leader.refused':
    'A write is **refused**: it needs {min} replicas in sync, and there is {inSync}.',
  'cue.eligible-leader.offline':
    'Broker 1 stops, the last one: **nobody leads**. Two are known to be complete.',
  'cue.eligible-leader.elected':
    'Broker 2 comes first. It is eligible, so it **leads without loss**.',
  'cue.eligible-leader.enough':
    'Broker 3 has caught up: two in sync are **enough to write** again.',
  'cue.eligible-leader.acknowledged': 'The refused record is tried again and **acknowledged**.',
  'cue.eligible-leader.allBack': 'Broker 1 is in sync again, too: **all records are everywhere**.',
} as const
