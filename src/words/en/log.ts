/** English sentences: log. */
export const logEn = {
  'log.offset': 'offset',
  'log.records': '{count} records',
  'log.replica': 'broker {broker}: {standing}, start {start}, HW {hw}, LEO {leo}',
  'log.none': 'No topic has been created yet.',
} as const
