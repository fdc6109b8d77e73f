import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contrast, lightOf, seenBy } from '../../support/visions'
import type { Vision } from '../../support/visions'

// EXPERIENCE (l) 10, on the table of colours: what stands out does so for every eye.

const css = readFileSync('src/ui/kit/tokens.css', 'utf8')

function tokensOf(selector: string): ReadonlyMap<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`))
  const found = block.slice(0, block.indexOf('}')).matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)
  return new Map([...found].map(([, name = '', value = '']) => [name, value]))
}

const THEMES = [
  ['light', ':root'],
  ['dark', ":root[data-theme='dark']"],
] as const
const VISIONS: readonly Vision[] = ['protanopia', 'deuteranopia', 'tritanopia', 'grey']
const ROLES = [
  ...['ink', 'ink-2', 'ink-3', 'leader', 'replica', 'lag', 'elr', 'offline', 'danger'],
  ...['control', 'produce', 'consume', 'txn', 'admin', 'zk', 'focus'],
]
/** States that have one shape: one is filled with its colour, the other with a tint or not at all. */
const FILLED = [
  ['leader', 'tint-replica'],
  ['leader', 'surface'],
  ['control', 'tint-control'],
  ['control', 'paper'],
  ['ink', 'surface'],
] as const

const each = THEMES.flatMap(([theme, selector]) =>
  VISIONS.map((vision) => [vision, theme, selector] as const),
)

test('the simulations leave grey as it is, and take away what such eyes do not see', () => {
  for (const vision of VISIONS) {
    const [red, green, blue] = seenBy(vision, lightOf('#808080'))
    expect(red).toBeCloseTo(green, 4)
    expect(green).toBeCloseTo(blue, 4)
  }
  const [red, green] = seenBy('protanopia', lightOf('#ff0000'))
  expect(red).toBeLessThan(0.2)
  expect(green).toBeCloseTo(0.1145, 3)
})

describe.each(each)('%s, %s theme', (vision, _theme, selector) => {
  const tokens = tokensOf(selector)
  const seen = (name: string) => seenBy(vision, lightOf(tokens.get(name) ?? 'missing'))

  // A line or a glyph must stand out by 3; tokens.test.ts holds words to 4.5 in the colours as made.
  test.each(ROLES)('%s stands out from every background', (role) => {
    for (const ground of ['paper', 'surface', 'well']) {
      expect(contrast(seen(role), seen(ground)), ground).toBeGreaterThanOrEqual(3)
    }
  })

  test.each(FILLED)('what is filled with %s is not taken for what is filled with %s', (a, b) => {
    expect(contrast(seen(a), seen(b))).toBeGreaterThanOrEqual(3)
  })

  test('ink stands out from every tint, and letters from the colours of keys', () => {
    const tints = [...tokens.keys()].filter((name) => name.startsWith('tint-'))
    expect(tints.length).toBeGreaterThan(10)
    for (const tint of tints) expect(contrast(seen('ink'), seen(tint)), tint).toBeGreaterThan(7)
    for (const key of 'abcdefgh') {
      expect(contrast(seen('on-key'), seen(`key-${key}`)), key).toBeGreaterThanOrEqual(3)
    }
  })
})
