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
  'cue.leader-dies.sent': 'A record is on its way to **broker 1**, the leader of orders-0.',
  'cue.leader-dies.committed':
    'Both followers have it, so the high watermark rises to 1: the record is **committed**.',
  'cue.leader-dies.killed':
    '**Broker 1 crashes**. Its connections break, but the controller waits for its heartbeat, 9 s long.',
  'cue.leader-dies.elected':
    '9 s without a heartbeat: broker 1 is fenced, and **broker 2**, in sync, leads in epoch 1.',
  'cue.leader-dies.goesOn':
    'The next record goes to broker 2 and is acknowledged: **nothing was lost**.',
  'cue.leader-dies.returns':
    'Broker 1 is back. It learns that it leads no more and **follows broker 2**.',
  'cue.leader-dies.inSync':
    "It has caught up: the ISR is '{'2, 3, 1'}' again. The leader stays where it is.",
  'cue.follower-lags.sent': 'All three replicas are in sync. A record is sent with acks=all.',
  'cue.follower-lags.cut':
    'The link between brokers 1 and 3 is **cut**. Broker 3 still talks to the controller.',
  'cue.follower-lags.waits':
    'Broker 2 has the new record, broker 3 cannot fetch it: **the write waits**, for 3 is still in the ISR.',
  'cue.follower-lags.shrunk':
    "Behind for replica.lag.time.max.ms (10 s here): the leader asks, and the **ISR shrinks to '{'1, 2'}'**.",
  'cue.follower-lags.acknowledged':
    'The ISR has it now, so the record is committed and **acknowledged, seconds late**.',
  'cue.follower-lags.without':
    'The next record waits for broker 2 alone: acknowledged **within milliseconds**.',
  'cue.follower-lags.healed':
    'The link is **healed**. Broker 3 can fetch again, from where it stopped: offset 1.',
  'cue.follower-lags.caughtUp':
    'Broker 3 appends what it missed: offsets 1 and 2. Its log ends at 3, like the leader’s.',
  'cue.follower-lags.expanded':
    "It has reached the high watermark: the **ISR is '{'1, 2, 3'}' again**.",
  'cue.acks-one.sent': 'This producer asks with **acks=1**: the word of the leader is enough.',
  'cue.acks-one.cut': 'What broker 1 sends to its followers does **not arrive** from now on.',
  'cue.acks-one.appended': 'A second record is appended on broker 1, and **only there**.',
  'cue.acks-one.acknowledged':
    'The producer hears that it is **safe**. With acks=1 nobody waits for a copy.',
  'cue.acks-one.killed': '**Broker 1 crashes** before a follower has the record.',
  'cue.acks-one.elected':
    '**Broker 2** is in sync and leads. Its log ends at 1: it never saw offset 1.',
  'cue.acks-one.reused': 'Another record takes **offset 1**. The old one has no place any more.',
  'cue.acks-one.truncated':
    'Broker 1 returns and cuts its tail: a record that was **acknowledged is gone**.',
  'cue.unclean-election.committed':
    'orders allows unclean election, and min.insync.replicas is 1. A record is committed on all three.',
  'cue.unclean-election.killed': 'Brokers 2 and 3 **crash**.',
  'cue.unclean-election.alone':
    'They are fenced: broker 1 is **alone in the ISR**, which is enough for a minimum of 1.',
  'cue.unclean-election.acknowledged':
    'Two records more, with acks=all: “all” is one replica. **Acknowledged**.',
  'cue.unclean-election.lastDies': '**Broker 1 crashes**, too: the only one that has them.',
  'cue.unclean-election.offline': 'Nobody eligible is alive: orders-0 is **offline**.',
  'cue.unclean-election.elected':
    'Broker 2 is back, behind and not in sync, and **may lead all the same**: the topic allows it.',
  'cue.unclean-election.reused':
    'It goes on at offset 1: the place of **acknowledged records** is taken.',
  'cue.unclean-election.truncated':
    'Broker 1 returns and must follow: it cuts **two acknowledged records** away.',
  'cue.zombie-leader.sent': 'Broker 1 leads. shop writes with acks=all, till with acks=1.',
  'cue.zombie-leader.cut':
    'From broker 1 to the controller **nothing passes**; clients and followers reach it as before.',
  'cue.zombie-leader.elected':
    'No heartbeat for 9 s: it is fenced and **broker 2 leads**. Broker 1 hears nothing of it.',
  'cue.zombie-leader.believed':
    'till still writes to broker 1, and the **zombie acknowledges**: acks=1 asks nobody else.',
  'cue.zombie-leader.waits':
    'shop writes there, too. With acks=all the answer **waits for followers that have left**.',
  'cue.zombie-leader.safe':
    'After 30 s without an answer it tries again, at broker 2: **acknowledged once, and safe**.',
  'cue.zombie-leader.healed':
    'The link is **healed**: broker 1 is about to learn that there is a newer epoch.',
  'cue.zombie-leader.truncated':
    'It cuts its tail to the end of epoch 0: what **till was promised is gone**, shop lost nothing.',
  'cue.split-vote.slow':
    'Between controllers 3 and 4 a message takes **15 ms** now: each is late to hear of the other.',
  'cue.split-vote.killed':
    '**Controller 2**, the active one, **crashes**. Two of three voters are left.',
  'cue.split-vote.preVotes':
    'Both miss its answers for 2 s and ask first whether they **could** win. Each says yes to the other.',
  'cue.split-vote.split':
    'Both stand in epoch 2 and vote for **themselves**: 3 has no vote left for 4.',
  'cue.split-vote.again': 'Nor has 4 for 3: one vote each, two are needed. **Nobody wins**.',
  'cue.split-vote.backoff':
    'Each waits a **random time** before it tries again. The quicker one asks first.',
  'cue.split-vote.elected':
    'This time the other has not stood yet: two votes, and **one controller leads** in epoch 3.',
  'cue.split-vote.data':
    'A record is written **as before the vote**: leader and ISR were known, no controller is asked.',
  'cue.split-vote.follows': 'Controller 2 is back and **follows**.',
  'cue.majority-lost.sent': 'Three controllers, three brokers. Controller 4 is active.',
  'cue.majority-lost.killed': '**Controllers 5 and 6 crash**: 1 of 3 voters is left, 2 are needed.',
  'cue.majority-lost.resigned':
    'No majority has fetched for 3 s, so **controller 4 resigns**: it could commit nothing.',
  'cue.majority-lost.data':
    'The data plane **goes on**: leader and ISR are known, acks=all is answered.',
  'cue.majority-lost.leaderDies':
    'Now **broker 1**, the leader of orders-0, **crashes**. Nobody can decide who is next.',
  'cue.majority-lost.alone':
    'Controller 4 asks for votes and hears **none**: 1 of 3. It will go on asking.',
  'cue.majority-lost.regained':
    'Controller 5 is back: 2 of 3 votes, and there is **a controller again**.',
  'cue.majority-lost.elected': 'It gives broker 1 its 9 s, then fences it: **broker 2 leads**.',
  'cue.majority-lost.goesOn':
    'Broker 2 acknowledges the next record, at offset 2. **Nothing was lost**.',
  'cue.eligible-leader.committed':
    'Two records are committed on all three replicas. min.insync.replicas is 2.',
  'cue.eligible-leader.shrunk':
    "Broker 3 is stopped cleanly and leaves the ISR: '{'1, 2'}' are left.",
  'cue.eligible-leader.eligible':
    'Broker 2 stops. The ISR falls below 2, so 2 is kept as an **eligible leader** (ELR): it has everything.',
  'cue.eligible-leader.refused':
    'A write is **refused**: 1 replica in sync, 2 required. Nothing more is committed, so broker 2 stays complete.',
  'cue.eligible-leader.offline':
    "Broker 1 stops, the last one: the ISR is empty, the **ELR is '{'1, 2'}'**, nobody leads.",
  'cue.eligible-leader.elected':
    'Broker 2 comes first. It is in the ELR, so it **leads without loss**, though it left before broker 1.',
  'cue.eligible-leader.enough':
    'Broker 3 has caught up: two in sync are **enough to write** again.',
  'cue.eligible-leader.acknowledged': 'The refused record is tried again and **acknowledged**.',
  'cue.eligible-leader.allBack': 'Broker 1 is in sync again, too. All records are everywhere.',
} as const
