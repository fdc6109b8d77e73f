import i18next from 'i18next'
import ICU from 'i18next-icu'
import { expect, test } from 'vitest'
import { en } from '~/words/en'
import type { WordKey } from '~/words/en'
import { loadWords, say } from '~/words/say'
import { zh } from '~/words/zh'

test('a sentence that is said as it stands is what the library makes of it', async () => {
  await loadWords('zh')
  const library = i18next.createInstance().use(ICU)
  await library.init({
    lng: 'en',
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    resources: { en: { translation: en }, zh: { translation: zh } },
  })
  // Object.keys gives no narrower type than text.
  const keys = Object.keys(en) as readonly WordKey[]
  const different = (['en', 'zh'] as const).flatMap((language) =>
    keys.filter((key) => {
      const values = { count: 2, name: 'kafka-1', time: '1.5 s', n: 3 }
      return say(language, key, values) !== library.t(key, { lng: language, ...values })
    }),
  )
  expect(different).toEqual([])
})

test('no space stands between Chinese words where a value is Chinese, one stays by Latin letters', async () => {
  await loadWords('zh')
  const said = (from: string) =>
    say('zh', 'verb.staleName', { from, to: 'Broker 1', side: 'Broker 2' })
  expect(said('客户端')).toBe('客户端到 Broker 2 的地址找 Broker 1')
  expect(said('Broker 3')).toBe('Broker 3 到 Broker 2 的地址找 Broker 1')
})
