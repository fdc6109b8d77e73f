/** English sentences: two futures side by side. */
export const compareEn = {
  'compare.title': 'Compare',
  'compare.close': 'Back to the lenses',
  'compare.one':
    'There is one future so far. Go back in time and do something, or branch here (Y); then compare the two.',
  'compare.none':
    'The differences are listed here once both futures have reached the same instant.',
  'compare.choose.a': 'First future',
  'compare.choose.b': 'Second future',
  'compare.lens': 'What is shown of both',
  'compare.logsOf': 'Logs of {partition}',
  'compare.further': '10 s further',
  'compare.working': 'Both futures are brought to {time} s.',
  'compare.axis':
    'Futures {a} and {b} over {length} from their fork; diamonds are in one of them only',
  'compare.stage':
    'Stage of future {name}: {count, plural, =0 {nothing stands} one {# mark stands} other {# marks stand}} otherwise than in the other future',
  'compare.logs':
    'Logs of {partition} in future {name}: {count, plural, =0 {no replica differs} one {# replica differs} other {# replicas differ}}',
  'compare.differences': 'Differences, the most important first',
  'compare.summary':
    '{count, plural, =0 {No difference from {fork} s to {horizon} s} one {One difference from {fork} s to {horizon} s} other {# differences from {fork} s to {horizon} s, the most important first}}',
  'compare.what': 'What',
  'compare.done': 'Done after the fork',
  'compare.nothingDone': 'nothing',
  'compare.nothing': 'nothing more',
  'compare.absent': 'not there',
  'compare.first': 'What happened to {about}',
  'compare.measure.lost': 'Acknowledged records that are lost',
  'compare.measure.acknowledged': 'Records acknowledged',
  'compare.measure.failed': 'Records that the producer gave up on',
  'compare.measure.refused': 'Produce requests refused',
  'compare.measure.uncleanElections': 'Unclean elections',
  'compare.measure.leaderlessMicros': 'Time without a leader, all partitions',
  'compare.measure.belowMinIsrMicros': 'Time below min.insync.replicas, all partitions',
  'compare.measure.leaderChanges': 'Leader changes',
  'compare.standing.leader': '{about}: leader',
  'compare.standing.isr': '{about}: ISR',
  'compare.standing.state': '{about}: state',
  'compare.standing.logEnd': '{about}: log end offset of the leader',
  'compare.standing.highWatermark': '{about}: high watermark of the leader',
  'compare.standing.generation': '{about}: generation',
  'compare.standing.controller': 'Active controller',
  'compare.verdict.none': '{a} and {b} come to the same.',
  'compare.verdict.way':
    '{a} and {b} come to the same numbers in different ways: {count, plural, one {# difference} other {# differences}}.',
  'compare.verdict.lost':
    '{more} lost {high, plural, one {# acknowledged record} other {# acknowledged records}}; {less} {low, plural, =0 {did not} other {lost #}}.',
  'compare.verdict.failed':
    '{more} gave up on {high, plural, one {# record} other {# records}}; {less} {low, plural, =0 {on none} other {on #}}.',
  'compare.verdict.refused':
    '{more} refused {high, plural, one {# produce request} other {# produce requests}}; {less} {low, plural, =0 {none} other {#}}.',
  'compare.verdict.uncleanElections':
    '{more} had {high, plural, one {# unclean election} other {# unclean elections}}; {less} {low, plural, =0 {none} other {#}}.',
  'compare.verdict.leaderlessMicros':
    '{more} was without a leader for {highText}; {less} {low, plural, =0 {never} other {for {lowText}}}.',
  'compare.verdict.belowMinIsrMicros':
    '{more} was below min.insync.replicas for {highText}; {less} {low, plural, =0 {never} other {for {lowText}}}.',
  'compare.verdict.acknowledged':
    '{more} acknowledged {high, plural, one {# record} other {# records}}; {less} {low}.',
  'compare.verdict.leaderChanges':
    '{more} changed leaders {high, plural, one {once} other {# times}}; {less} {low, plural, =0 {never} one {once} other {# times}}.',
} as const
