/** English sentences: the way of one record. */
export const journeyEn = {
  'journey.title': 'Journey of a record',
  'journey.of': 'Journey of offset {offset} of {partition}',
  'journey.choose': 'Choose a record in the partition logs first.',
  'journey.none': 'Nothing is known of it up to this instant.',
  'journey.sent': '{name} sends it.',
  'journey.sentAgain': '{name} sends it again, try {detail}.',
  'journey.appended': '{name}, the leader, appends it.',
  'journey.copied': '{name} has copied it.',
  'journey.committed': '{name} moves the high watermark past it: it is committed.',
  'journey.acknowledged': '{name} hears that it is safe.',
  'journey.read': '{name} reads it{detail, select, none {} other { for group {detail}}}.',
  'journey.truncated': '{name} cuts it off its log.',
  'journey.removed': '{name} begins its log behind it: it is gone there.',
  'journey.waited': '({time} later)',
  'journey.for': 'It waited for: {what}',
  'journey.for.sent':
    '{because, select, full {a full batch ({waited} ms in it)} linger {linger.ms, {linger} ms ({waited} ms in its batch)} memory {room in buffer.memory} flush {a flush or the end of the program} other {another batch that goes to the same broker ({waited} ms in its own)}}',
  'journey.for.sentAgain':
    'an answer that did not come or said no, and retry.backoff.ms ({waited} ms since the try before)',
  'journey.for.appended': 'the Produce request on its way to the leader',
  'journey.for.copied': 'the next Fetch of this follower, and its answer',
  'journey.for.committed':
    'every replica in sync to have fetched past it (log ends {ends}): a follower tells by its next Fetch',
  'journey.for.acknowledged':
    '{acks, select, all {the high watermark to pass it (acks=all), then the answer} 0 {nothing (acks=0)} other {the leader’s append alone (acks={acks}), then the answer}}',
  'journey.for.read': 'the high watermark to pass it, and a Fetch of this consumer',
  'journey.for.truncated': 'the word of the new leader on where their logs part ({why})',
  'journey.for.removed':
    '{because, select, retention {retention} deleteRecords {a DeleteRecords request} other {the log start of the leader}}',
  'journey.not.committed': 'It is not committed yet.',
  'journey.not.acknowledged': 'Its producer has not heard of it yet.',
  'journey.not.read': 'No consumer has read it yet.',
  'journey.whyNot': 'Why not?',
} as const
