/** English sentences: time. */
export const timeEn = {
  'time.play': 'Play',
  'time.pause': 'Pause',
  'time.back': 'Step back one event',
  'time.forward': 'Step forward one event',
  'time.previous': 'Previous moment',
  'time.next': 'Next moment',
  'time.speed': 'Speed',
  'time.cursor': 'Time',
  'time.event': 'event {index} of {end}',
  'time.value': '{time} s, event {index} of {end}',
  'time.hash': 'trace {hash}',
} as const
