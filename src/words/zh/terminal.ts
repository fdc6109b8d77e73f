import type { terminalEn } from '../en/terminal'

/** 中文句子：terminal。 */
export const terminalZh: Readonly<Record<keyof typeof terminalEn, string>> = {
  'terminal.label': '命令行',
  'terminal.hint': 'kafka-topics.sh --bootstrap-server localhost:9092 --list',
  'terminal.missing': 'bash: {name}: command not found',
}
