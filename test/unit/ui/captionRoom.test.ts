import { expect, test } from 'vitest'
import type { MoreSaid } from '~/ui/kit/text/captionRoom'
import { captionLength, captionRoom, joinedCaptions } from '~/ui/kit/text/captionRoom'

const DETAILS = ['story', 'mechanism', 'wire'] as const

test('marks take no room, and in Chinese a Latin letter takes half a character', () => {
  expect(captionLength('**Broker 1** leads', 'en')).toBe(14)
  expect(captionLength('**Broker 1** 领导。', 'zh')).toBe(3 + 4.5)
})

const more: MoreSaid = (text, count, form) =>
  form === 'words' ? `${text} And ${count} more.` : `${text} +${count}`

test.each(DETAILS)('captions are joined as far as %s has room in a language', (detail) => {
  for (const language of ['en', 'zh'] as const) {
    const room = captionRoom(detail, language)
    const letter = language === 'en' ? 'a' : '字'
    const gap = language === 'en' ? 1 : 0.5
    const first = letter.repeat(Math.floor(room / 3))
    const fits = letter.repeat(Math.floor(room - captionLength(first, language) - gap))
    const spoken = { detail, language }
    expect(joinedCaptions([first], spoken, more)).toBe(first)
    expect(joinedCaptions([first, fits], spoken, more)).toBe(`${first} ${fits}`)
    const tooLong = `${fits}${letter}`
    expect(joinedCaptions([first, tooLong], spoken, more)).toBe(`${first} And 1 more.`)
    const three = joinedCaptions([first, tooLong, letter], spoken, more)
    expect(three).toBe(`${first} ${letter} And 1 more.`)
    expect(captionLength(three, language)).toBeLessThanOrEqual(room)
  }
})

test.each(DETAILS)('what finds no room in %s is counted, in the fewest letters', (detail) => {
  for (const language of ['en', 'zh'] as const) {
    const letter = language === 'en' ? 'a' : '字'
    const full = letter.repeat(captionRoom(detail, language) - 3)
    const spoken = { detail, language }
    expect(joinedCaptions([full, full, full], spoken, more)).toBe(`${full} +2`)
  }
})
