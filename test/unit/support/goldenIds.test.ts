import { expect, test } from 'vitest'
import { answerMatches, newBindings, noteDeleted } from '../../support/golden/compare'
import { parseTranscript } from '../../support/golden/transcript'

const OLD = 'AAAAAAAAAAAAAAAAAAAAAQ'
const NEW = 'AAAAAAAAAAAAAAAAAAAAAg'
const THIRD = 'AAAAAAAAAAAAAAAAAAAAAw'

/** A comparison that has seen the ids of two topics. */
function comparison() {
  const bindings = newBindings()
  const sees = (topic: string, id: string) =>
    answerMatches([`TopicId: {topicId:${topic}}`], [`TopicId: ${id}`], {
      bindings,
      isUnordered: false,
    })
  const runs = (text: string) => {
    for (const step of parseTranscript('test', text).steps) noteDeleted(bindings, step)
  }
  return { sees, runs, first: [sees('a', OLD), sees('b', THIRD)] }
}

test('an id stands for its topic until the topic is deleted', () => {
  const { sees, first } = comparison()
  expect(first).toEqual([true, true])
  expect(sees('a', OLD)).toBe(true)
  expect(sees('a', NEW)).toBe(false)
  expect(sees('b', OLD)).toBe(false)
})

test('a topic that is made anew has another id, once', () => {
  const { sees, runs } = comparison()
  runs('$ kafka-topics.sh --bootstrap-server localhost:9092 --delete --topic a')
  expect(sees('a', THIRD)).toBe(false)
  expect(sees('a', NEW)).toBe(true)
  expect(sees('a', NEW)).toBe(true)
  expect(sees('a', 'AAAAAAAAAAAAAAAAAAAABA')).toBe(false)
  expect(sees('b', NEW)).toBe(false)
})

test('what a log holds of a deleted topic has its old id', () => {
  const { sees, runs } = comparison()
  runs("$ kafka-topics.sh --bootstrap-server localhost:9092 --delete --topic '[ab]'")
  expect(sees('a', NEW)).toBe(true)
  expect(sees('a', OLD)).toBe(true)
})

test('a deletion that was refused changes no id', () => {
  const { sees, runs } = comparison()
  runs('$ kafka-topics.sh --bootstrap-server localhost:9092 --delete --topic a\n[exit 1]')
  expect(sees('a', NEW)).toBe(false)
})
