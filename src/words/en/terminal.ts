/** English sentences: terminal. */
export const terminalEn = {
  'terminal.label': 'Command line',
  'terminal.hint': 'kafka-topics.sh --bootstrap-server localhost:9092 --list',
  'terminal.missing': 'bash: {name}: command not found',
} as const
