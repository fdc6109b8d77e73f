import { describe, expect, test } from 'vitest'
import type { ParsedLine, ShellCommand } from '~/cli/shell/parseLine'
import { parseLine, withStatus } from '~/cli/shell/parseLine'

function commands(line: string, status = 0): readonly ShellCommand[] {
  const parsed: ParsedLine = parseLine(line)
  return parsed.type === 'commands'
    ? parsed.commands.map(({ command }) => withStatus(command, status))
    : []
}

const words = (line: string, status = 0) => commands(line, status)[0]?.words

describe('words', () => {
  test('quotes join and protect', () => {
    expect(words(`echo "a  b" 'c "d' e\\ f ''`)).toEqual(['echo', 'a  b', 'c "d', 'e f', ''])
  })
  test('a hash begins a comment only where a word could begin', () => {
    expect(words('echo a#b # rest')).toEqual(['echo', 'a#b'])
  })
  test('$? is the last exit status, not within single quotes', () => {
    expect(words(`echo $? "$?" '$?'`, 130)).toEqual(['echo', '130', '130', '$?'])
  })
  test('a number before > belongs to the word unless it stands alone', () => {
    expect(commands('kafka-topics --list 2>/dev/null')[0]).toMatchObject({
      words: ['kafka-topics', '--list'],
      isStderrHidden: true,
    })
  })
})

describe('pipes and redirections', () => {
  test('echo before a pipe is the input of the command after it', () => {
    expect(commands('echo "k:v" | kafka-console-producer --topic t')[0]).toMatchObject({
      words: ['kafka-console-producer', '--topic', 't'],
      input: { type: 'command', words: ['echo', 'k:v'] },
      filters: [],
    })
  })
  test('commands after a tool filter its output', () => {
    expect(commands('kafka-topics --list | grep a | wc -l')[0]).toMatchObject({
      words: ['kafka-topics', '--list'],
      input: null,
      filters: [
        ['grep', 'a'],
        ['wc', '-l'],
      ],
    })
  })
  test('files for input and output', () => {
    expect(commands('tool < in.txt >> out.txt')[0]).toMatchObject({
      input: { type: 'file', path: 'in.txt' },
      output: { path: 'out.txt', append: true },
    })
  })
})

describe('lists', () => {
  test('each command knows what must have become of the one before', () => {
    const parsed = parseLine('a && b || c; d')
    expect(parsed).toMatchObject({
      commands: [{ after: ';' }, { after: '&&' }, { after: '||' }, { after: ';' }],
    })
  })
  test('a line may be empty or end with a semicolon', () => {
    expect(parseLine('  ')).toEqual({ type: 'commands', commands: [] })
    expect(commands('a;')).toHaveLength(1)
  })
  test('an operator without a command is a syntax error, in the words of bash', () => {
    expect(parseLine('&& a')).toEqual({
      type: 'error',
      message: "bash: syntax error near unexpected token `&&'",
    })
    expect(parseLine('a &&')).toMatchObject({ type: 'error' })
    expect(parseLine('a >')).toMatchObject({
      message: "bash: syntax error near unexpected token `newline'",
    })
  })
})

test('an open quote and a last backslash want another line', () => {
  expect(parseLine('echo "a')).toEqual({ type: 'unfinished' })
  expect(parseLine('kafka-topics \\')).toEqual({ type: 'unfinished' })
})
