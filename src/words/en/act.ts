/** English sentences: act. */
export const actEn = {
  'act.crash': 'Crash',
  'act.stop': 'Stop cleanly',
  'act.start': 'Start',
  'act.pause': 'Pause',
  'act.resume': 'Resume',
  'act.details': 'Details',
  'act.for': 'Actions for {name}',
  'act.cut': 'Cut link…',
  'act.cutBoth': 'Cut {a} and {b} apart',
  'act.cutTo': 'Cut {a} → {b} only',
  'act.mend': 'Heal {a} and {b}',
  'act.heal': 'Heal all links',
  'act.drop': 'Drop',
  'act.delay': 'Delay {ms} ms',
  'act.clients': 'the clients',
  'act.node': 'node {id}',
} as const
