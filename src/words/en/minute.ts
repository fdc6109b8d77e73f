/** English sentences: the first minute, the cues of famous runs. */
export const minuteEn = {
  'minute.begin':
    'Three brokers, one topic with one partition, one consumer. **One record** comes.',
  'beat.sent': '**Sent**: a record leaves its producer for the leader.',
  'beat.appended': '**Appended** to the leader’s log at offset {offset}. Nobody may read it yet.',
  'beat.copied': '**Copied**: both followers have fetched it.',
  'beat.committed': '**Committed**: the high watermark passes it.',
  'beat.read': '**Read**: now the consumer has it.',
  'beat.yours.sent': '**Sent**: your record leaves its producer for the leader.',
  'beat.yours.appended': '**Appended**: the leader has your record at offset {offset}.',
  'beat.yours.copied': '**Copied**: both followers have fetched your record.',
  'beat.yours.committed': '**Committed**: the high watermark passes your record.',
  'beat.yours.read': '**Read**: the consumer has your record.',
  'wire.beat.sent': '**Sent**: Produce request of shop, 1 record for orders-0, acks=-1.',
  'wire.beat.appended':
    '**Appended**: base offset {offset}, LEO {end}. The Produce response waits until HW is {end}.',
  'wire.beat.copied':
    '**Copied**: both followers have their Fetch responses. LEO is {end} on all three, HW still {offset}.',
  'wire.beat.committed':
    '**Committed**: the next Fetch requests ask from {end}, so the leader moves HW from {offset} to {end}.',
  'wire.beat.read': '**Read**: Fetch response to billing-1 with offset {offset}, below HW {end}.',
  'minute.send': 'That was one record, from producer to consumer. Now send your own.',
  'minute.send.do': 'Send a record',
  'minute.waitYours': 'Your record is about to leave its producer.',
  'minute.unplug':
    'Your record is on three brokers. **Broker {broker}** leads the partition: take it away.',
  'minute.unplug.do': 'Unplug broker {broker}',
  'minute.watchLeader':
    '**Broker {broker}** is dark. The controller waits 9 s for its heartbeat, then decides.',
  'minute.ask':
    '**Broker {leader}** leads now, and nothing was lost. One question about your record:',
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
    'You chose **appended**. The leader had it, but consumers read below the **high watermark** only: it passed offset {offset} {by} later.',
  'minute.wrong.copied':
    'You chose **copied**. The leader learns of the copies with the next fetches: {by} later the **high watermark** passed offset {offset}.',
  'minute.wrong.read':
    'You chose **read**. It could be seen {by} earlier, when the **high watermark** passed offset {offset}; the answer took that long.',
  'minute.go': 'Go on',
  'minute.next': 'Next step',
  'minute.skip': 'Skip the introduction',
  'minute.yours': 'yours',
  'cues.number': 'cue {number} of {of}',
  'cues.open': 'Cue {number} of {of}: list of cues',
  'cues.title': 'Cues',
  'cues.about': 'Each goes to its instant. Cues that have not come yet are reached by running on.',
  'cues.ahead': 'ahead',
} as const
