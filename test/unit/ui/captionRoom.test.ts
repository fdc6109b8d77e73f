import { expect, test } from 'vitest'
import { captionLength, captionRoom, joinedCaptions } from '~/ui/kit/captionRoom'

const DETAILS = ['story', 'mechanism', 'wire'] as const

test('marks take no room, and in Chinese a Latin letter takes half a character', () => {
  expect(captionLength('**Broker 1** leads', 'en')).toBe(14)
  expect(captionLength('**Broker 1** 领导。', 'zh')).toBe(3 + 4.5)
})

test.each(DETAILS)('captions are joined as far as %s has room in a language', (detail) => {
  for (const language of ['en', 'zh'] as const) {
    const room = captionRoom(detail, language)
    const letter = language === 'en' ? 'a' : '字'
    const gap = language === 'en' ? 1 : 0.5
    const first = letter.repeat(20)
    const fits = letter.repeat(Math.floor(room - 20 - gap))
    const spoken = { detail, language }
    expect(joinedCaptions([first, fits], spoken)).toBe(`${first} ${fits}`)
    expect(joinedCaptions([first, `${fits}${letter}`], spoken)).toBe(first)
    expect(joinedCaptions([first, `${fits}${letter}`, letter], spoken)).toBe(`${first} ${letter}`)
  }
})
