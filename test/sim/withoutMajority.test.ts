import { expect, test } from 'vitest'
import { go, play } from '../support/play'

const AT = '--bootstrap-server localhost:9092'

test('T4 without a controller a tool hears of the broker, or gives up a moment earlier', () => {
  const { session } = play(
    [
      '# cluster: controllers 3 brokers 2',
      `$ kafka-topics.sh ${AT} --create --topic t --replica-assignment 1:2`,
      '! kill 3 4',
      '! wait 6s',
    ].join('\n'),
  )
  const told = new Set<string>()
  for (let tries = 0; tries < 12 && told.size < 2; tries += 1) {
    const lines = go(session, `$ kafka-topics.sh ${AT} --describe --topic t`)
    expect(lines.at(-1)).toBe('[exit 1]')
    const [first = ''] = lines
    told.add(first.replace(/^.*TimeoutException: /, '').replaceAll(/\d{4,}/g, 'T'))
  }
  expect([...told].sort()).toEqual([
    'Call(callName=listPartitionReassignments, deadlineMs=T, tries=1, nextAllowedTryMs=T) timed out at T after 1 attempt(s)',
    'The request timed out.',
  ])
})
