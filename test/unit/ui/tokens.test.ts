import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contrast as contrastOf, lightOf } from '../../support/visions'

const css = readFileSync('src/ui/kit/tokens.css', 'utf8')

function tokensOf(selector: string, from = 0): ReadonlyMap<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`, from))
  const found = block.slice(0, block.indexOf('}')).matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)
  return new Map([...found].map(([, name = '', value = '']) => [name, value]))
}

function contrast(a: string, b: string): number {
  return contrastOf(lightOf(a), lightOf(b))
}

const ROLES = [
  ...['ink', 'ink-2', 'ink-3', 'leader', 'replica', 'lag', 'elr', 'offline', 'danger'],
  ...['control', 'produce', 'consume', 'txn', 'admin', 'zk', 'focus'],
]
const GROUNDS = ['paper', 'surface', 'well']

test.each([':root', ":root[data-theme='dark']"])(
  'with more contrast, soft words and hairlines of %s are easily seen',
  (selector) => {
    const usual = tokensOf(selector)
    const more = tokensOf(selector, css.indexOf('@media (prefers-contrast: more)'))
    for (const ground of GROUNDS) {
      const on = (name: string) => contrast(more.get(name) ?? '', usual.get(ground) ?? '')
      for (const word of ['ink-2', 'ink-3']) expect(on(word), word).toBeGreaterThanOrEqual(9)
      expect(on('line'), ground).toBeGreaterThanOrEqual(3)
      expect(on('line-strong'), ground).toBeGreaterThanOrEqual(7)
    }
  },
)

describe.each([
  ['light', ':root'],
  ['dark', ":root[data-theme='dark']"],
])('%s theme', (_name, selector) => {
  const tokens = tokensOf(selector)
  const colour = (name: string) => tokens.get(name) ?? 'missing'

  test.each(ROLES)('%s can be read on every background', (role) => {
    for (const ground of GROUNDS) {
      expect(contrast(colour(role), colour(ground)), ground).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('edges of controls and of drawings stand out from every background', () => {
    for (const ground of GROUNDS) {
      expect(contrast(colour('line-strong'), colour(ground)), ground).toBeGreaterThanOrEqual(3)
    }
    // A chip's outline stands on its own tint.
    for (const role of ['replica', 'lag', 'elr', 'offline', 'danger', 'control', 'produce']) {
      const edge = contrast(colour(role), colour(`tint-${role}`))
      expect(edge, role).toBeGreaterThanOrEqual(3)
    }
  })

  test('words can be read where they stand on a solid colour', () => {
    for (const role of ['leader', 'control', 'ink']) {
      expect(contrast(colour('paper'), colour(role)), role).toBeGreaterThanOrEqual(4.5)
    }
    for (const key of 'abcdefgh') {
      expect(contrast(colour('on-key'), colour(`key-${key}`)), key).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('ink can be read on every tint', () => {
    const tints = [...tokens.keys()].filter((name) => name.startsWith('tint-'))
    expect(tints).toHaveLength(13)
    for (const tint of tints) {
      expect(contrast(colour('ink'), colour(tint)), tint).toBeGreaterThanOrEqual(9.7)
    }
  })
})
