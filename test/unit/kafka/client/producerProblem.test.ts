import { describe, expect, test } from 'vitest'
import { producerProblem } from '~/kafka/client/producerProblem'

describe('P-02 settings of a producer', () => {
  test('a value outside of its list', () => {
    expect(producerProblem({ acks: '2' })).toBe(
      'Invalid value 2 for configuration acks: String must be one of: all, -1, 0, 1',
    )
  })

  test('idempotence that was asked for needs acks=all and retries', () => {
    const asked = { 'enable.idempotence': 'true' }
    expect(producerProblem({ ...asked, acks: '1' })).toMatch(/^Must set acks to all/)
    expect(producerProblem({ ...asked, retries: '0' })).toMatch(/^Must set retries to non-zero/)
    expect(producerProblem({ acks: '1', retries: '0' })).toBeNull()
  })

  test('more than five requests on their way', () => {
    expect(producerProblem({ 'max.in.flight.requests.per.connection': '6' })).toBe(
      'To use the idempotent producer, max.in.flight.requests.per.connection must be set to at most 5. Current value is 6.',
    )
  })

  test('a transactional id needs idempotence', () => {
    expect(producerProblem({ 'transactional.id': 'a', acks: '1' })).toBe(
      'Cannot set a transactional.id without also enabling idempotence.',
    )
    expect(producerProblem({ 'transactional.id': 'a' })).toBeNull()
  })
})
