/** English sentences: the first minute, the cues of famous runs. */
export const minuteEn = {
  'minute.begin':
    'Three brokers, one topic with one partition, one consumer. **One record** comes.',
  'beat.sent': '**Sent**: a record leaves its producer for the leader.',
  'beat.appended': '**Appended** to the leader’s log at offset {offset}. Nobody may read it yet.',
  'beat.copied':
    '**Copied**: {copies, plural, one {the other replica in sync has} other {both followers have}} fetched it.',
  'beat.committed': '**Committed**: the high watermark passes it.',
  'beat.read': '**Read**: now the consumer has it.',
  'beat.yours.sent': '**Sent**: your record leaves its producer for the leader.',
  'beat.yours.appended': '**Appended**: the leader has your record at offset {offset}.',
  'beat.yours.copied':
    '**Copied**: {copies, plural, one {the other replica in sync has} other {both followers have}} fetched your record.',
  'beat.yours.committed': '**Committed**: the high watermark passes your record.',
  'beat.yours.read': '**Read**: the consumer has your record.',
  'mechanism.beat.sent':
    '**Sent**: {whose, select, yours {your record} other {a record}} leaves shop in a batch of {bytes} bytes for broker {leader}, which leads orders-0; acks=all.',
  'mechanism.beat.appended':
    '**Appended** at offset {offset} in epoch {epoch}: the log of broker {leader} ends at {end}. The answer waits for the ISR, {isr}.',
  'mechanism.beat.copied':
    '**Copied**: the {copies, plural, one {log of broker} other {logs of brokers}} {followers} {copies, plural, one {ends} other {end}} at {end}, too. The leader has not heard of it: its high watermark is {watermark}.',
  'mechanism.beat.committed':
    '**Committed**: {copies, plural, =0 {nobody else is in the ISR} one {broker {followers} fetches} other {brokers {followers} fetch}} from {to} on, so the leader moves its high watermark from {from} to {to} and answers shop.',
  'mechanism.beat.read':
    '**Read**: {consumer} gets offset {offset}: consumers read below the high watermark only, and it is {watermark}. The next fetch begins at {next}.',
  'wire.beat.sent':
    '**Sent**: Produce request of shop to broker {leader}: orders-0, {count, plural, one {# record} other {# records}}, {bytes} bytes, acks=-1, timeout 30000 ms.',
  'wire.beat.appended':
    '**Appended**: base offset {offset}, leader epoch {epoch}, LEO {end}. The Produce response waits until HW is {end}.',
  'wire.beat.copied':
    '**Copied**: Fetch responses have come to {followers}. LEO is {end} there and on the leader, whose HW is still {watermark}.',
  'wire.beat.committed':
    '**Committed**: the next Fetch requests ask from {to}. LEO in the ISR ({ends}) → HW {from} → {to}; Produce response: NONE.',
  'wire.beat.read':
    '**Read**: Fetch response to {consumer} with offset {offset}, below HW {watermark}. Its next Fetch asks from {next}.',
  'mechanism.minute.begin':
    'Topic orders: 1 partition, 3 replicas, min.insync.replicas 2; shop writes with acks=all. **One record** comes.',
  'wire.minute.begin':
    'orders-0: replicas 1, 2, 3, min.insync.replicas=2. shop: acks=-1, linger.ms=5; billing-1: group billing. **One record** comes.',
  'minute.send': 'That was one record, from producer to consumer. Now send your own.',
  'minute.send.do': 'Send a record',
  'minute.waitYours': 'Your record is about to leave its producer.',
  'mechanism.minute.waitYours':
    'Your record is in the batch for orders-0, which leaves shop when linger.ms (5) is over.',
  'wire.minute.waitYours':
    'Produce of shop for orders-0: the batch with your record is OPEN until linger.ms=5 is over.',
  'minute.unplug':
    'Your record is on three brokers. **Broker {broker}** leads the partition: take it away.',
  'mechanism.minute.unplug':
    'Your record is in each log of the ISR, {isr}. **Broker {broker}** leads orders-0 in epoch {epoch}: take it away.',
  'wire.minute.unplug':
    'orders-0: leader **{broker}**, leader epoch {epoch}, ISR {isr}, your record in each log. Take the leader away: no FIN tells of it.',
  'minute.unplug.do': 'Unplug broker {broker}',
  'minute.watchLeader':
    '**Broker {broker}** is dark. The controller waits 9 s for its heartbeat, then decides.',
  'mechanism.minute.watchLeader':
    '**Broker {broker}** sends no heartbeat. After broker.session.timeout.ms (9 s) it is fenced, and the ISR gives the next leader.',
  'wire.minute.watchLeader':
    'No BrokerHeartbeat of **broker {broker}**: after broker.session.timeout.ms=9000, a PartitionChangeRecord for orders-0.',
  'minute.ask':
    '**Broker {leader}** leads now, and nothing was lost. One question about your record:',
  'mechanism.minute.ask':
    '**Broker {leader}** leads orders-0 in epoch {epoch}, ISR {isr}. Nothing was lost. One question about your record:',
  'wire.minute.ask':
    'PartitionChangeRecord orders-0: leader **{leader}**, leader epoch {epoch}, ISR {isr}. One question about your record:',
  'minute.question': 'When could the consumer first see it?',
  'minute.question.how': 'Click the instant on the lower time ruler, or choose it here.',
  'minute.instant': 'Instant {number}, {beat}, {time} s',
  'minute.beat.sent': 'sent',
  'minute.beat.appended': 'appended',
  'minute.beat.copied': 'copied',
  'minute.beat.committed': 'committed',
  'minute.beat.read': 'read',
  'minute.right':
    'Right: at {time} s. The **high watermark** passed offset {offset}, and consumers read below it only.',
  'minute.wrong.sent':
    'You chose **sent**. It was on no broker then: it could be seen {by} later, when the **high watermark** passed offset {offset}.',
  'minute.wrong.appended':
    'You chose **appended**. The leader had it, but consumers read below the **high watermark** only: {by} later it passed offset {offset}.',
  'minute.wrong.copied':
    'You chose **copied**. The leader learns of the copies with the next fetches: {by} later the **high watermark** passed offset {offset}.',
  'minute.wrong.read':
    'You chose **read**. It could be seen {by} earlier, when the **high watermark** passed offset {offset}; then the answer was on its way.',
  'story.minute.right': 'Right: at {time} s the **high watermark** passed offset {offset}.',
  'story.minute.wrong.sent':
    '**Sent** is too early: no broker had it. It could be seen {by} later.',
  'story.minute.wrong.appended':
    '**Appended** is too early: the **high watermark** passed it {by} later.',
  'story.minute.wrong.copied':
    '**Copied** is too early: the leader learns it with the next fetches, {by} later.',
  'story.minute.wrong.read': '**Read** is too late: the **high watermark** passed it {by} earlier.',
  'minute.go': 'Go on',
  'minute.next': 'Next step',
  'minute.skip': 'Skip the introduction',
  'minute.yours': 'yours',
  'cues.number': 'cue {number} of {of}',
  'cues.open': 'Cue {number} of {of}: list of cues',
  'cues.title': 'Cues',
  'cues.about': 'Each goes to its instant. Cues that have not come yet are reached by running on.',
  'cues.none': 'This run has no cues. Famous runs have them: press the title for their list.',
  'cues.ahead': 'ahead',
} as const
