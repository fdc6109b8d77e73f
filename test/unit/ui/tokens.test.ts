import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync('src/ui/kit/tokens.css', 'utf8')

function tokensOf(selector: string): ReadonlyMap<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`))
  const found = block.slice(0, block.indexOf('}')).matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)
  return new Map([...found].map(([, name = '', value = '']) => [name, value]))
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const ROLES = [
  ...['ink', 'ink-2', 'ink-3', 'leader', 'replica', 'lag', 'elr', 'offline', 'danger'],
  ...['control', 'produce', 'consume', 'txn', 'admin', 'zk', 'focus'],
]
const GROUNDS = ['paper', 'surface', 'well']

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
