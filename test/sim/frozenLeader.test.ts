import { expect, test } from 'vitest'
import { go, play } from '../support/play'

const AT = '--bootstrap-server localhost:9093'

test('A-12 a client that a frozen leader never greets hears of the next leader', () => {
  const { session, shown } = play(
    [
      '# cluster: controllers 1 brokers 2',
      `$ kafka-topics.sh ${AT} --create --topic t --replica-assignment 1:2`,
      '! pause 1',
      `$ kafka-console-producer.sh ${AT} --topic t --request-required-acks 1`,
      '| a',
    ].join('\n'),
  )
  expect(shown).toEqual(['  Created topic t.'])
  expect(go(session, `$ kafka-get-offsets.sh ${AT} --topic t`)).toEqual(['  t:0:1'])
})
