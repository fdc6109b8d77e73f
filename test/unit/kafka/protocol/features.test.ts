import { describe, expect, test } from 'vitest'
import { supports } from '~/kafka/protocol/apis'
import { metadataVersionLevel, metadataVersionName } from '~/kafka/protocol/features'

describe('C-80 features', () => {
  test('levels of metadata.version have names, from 3.3-IV3 to 4.1-IV1', () => {
    expect(metadataVersionName(7)).toBe('3.3-IV3')
    expect(metadataVersionName(27)).toBe('4.1-IV1')
    expect(metadataVersionLevel('3.7')).toBe(19)
    expect(metadataVersionLevel('4.0-IV3')).toBe(25)
    expect(metadataVersionLevel('9.9')).toBeNull()
  })
})

describe('X-92 what a listener answers', () => {
  test('metadata only a broker, votes only a controller, topics both', () => {
    expect(supports('BROKER', 'Metadata')).toBe(true)
    expect(supports('CONTROLLER', 'Metadata')).toBe(false)
    expect(supports('BROKER', 'Vote')).toBe(false)
    expect(supports('CONTROLLER', 'CreateTopics')).toBe(true)
  })
})
