import { expect, test } from 'vitest'
import { addressProblem } from '~/cli/clientProblem'
import { topicPattern } from '~/cli/topics/topicPattern'
import { uuidProblem } from '~/cli/uuidText'

test('X-08 addresses that no client can begin with', () => {
  const knows = (name: string) => name === 'localhost'
  expect(addressProblem('localhost:9092, other:1', knows)).toBeNull()
  expect(addressProblem('localhost', knows)?.message).toBe(
    'Invalid url in bootstrap.servers: localhost',
  )
  expect(addressProblem('localhost:70000', knows)?.message).toBe(
    'Invalid port in bootstrap.servers: localhost:70000',
  )
  expect(addressProblem('other:9092', knows)).toEqual({
    message: 'No resolvable bootstrap urls given in bootstrap.servers',
    warnings: [
      "Couldn't resolve server other:9092 from bootstrap.servers as DNS resolution failed for other",
    ],
  })
})

test('X-12 a comma means or, and the whole name must match', () => {
  expect(topicPattern(' "a,b.*" ').test('b2')).toBe(true)
  expect(topicPattern('a').test('ab')).toBe(false)
  expect(() => topicPattern('a[')).toThrow('a[ is an invalid regex.')
})

test('X-24 a text that is no id says why', () => {
  expect(uuidProblem('AAAAAAAAAAAAAAAAAAAAAg')).toBeNull()
  expect(uuidProblem('x')).toBe('Input byte[] should at least have 2 bytes for base64 bytes')
  expect(uuidProblem('abc')).toContain('`abc` decoded as 2 bytes')
  expect(uuidProblem('a.c')).toBe('Illegal base64 character 2e')
})
