/** English sentences: act. */
export const actEn = {
  'act.crash': 'Crash',
  'act.stop': 'Stop cleanly',
  'act.start': 'Start',
  'act.pause': 'Pause',
  'act.resume': 'Resume',
  'act.for': 'Actions for {name}',
} as const
