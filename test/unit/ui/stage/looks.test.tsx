import { readFileSync } from 'node:fs'
import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { GLYPHS } from '~/ui/kit/familyGlyphs'
import { StandingBox } from '~/ui/isr/StandingBox'
import { ChipBody } from '~/ui/stage/marks/ChipBody'
import type { ReplicaStanding } from '~/views/clusterView'

// EXPERIENCE (l) 10: what differs in shape or texture can be told apart in grey, and by eyes that
// see no red, no green or no blue.

const STANDINGS: readonly ReplicaStanding[] = ['leader', 'inSync', 'eligible', 'lagging', 'offline']
const SIZES = ['full', 'reduced', 'below', 'leaderless'] as const
const css = ['stage/stage.css', 'isr/isr.css']
  .map((file) => readFileSync(`src/ui/${file}`, 'utf8'))
  .join('\n')

/** What the style sheet gives to a class, colours left out: its dashes, and whether it is solid. */
function styleOf(className: string): string {
  const rules = css.matchAll(new RegExp(`\\.${className}[^{]*\\{([^}]*)\\}`, 'g'))
  const bodies = [...rules].map(([, body = '']) => body).join(' ')
  const dashes = /stroke-dasharray: ([^;]+);/.exec(bodies)?.[1] ?? 'whole line'
  return /fill: var\(--leader\)/.test(bodies) ? `${dashes}, solid` : dashes
}

/** What is left of a drawing without its colours. */
function look(element: ReactElement): string {
  const markup = renderToStaticMarkup(element)
  const classes = [...markup.matchAll(/class="([^"]+)"/g)].flatMap(([, names = '']) =>
    names.split(' '),
  )
  const shapes = [...markup.matchAll(/<(rect|path)\b/g)].map(([, name = '']) => name)
  const textures = [...markup.matchAll(/url\(#([^)]+)\)/g)].map(([, name = '']) => name)
  const own = classes.filter((name) => /^stage-chip|^isr-box-/.test(name)).map(styleOf)
  return [...shapes, ...textures, ...own].join(' ')
}

describe.each([56, 24, 6])('chips of %i px', (width) => {
  test('no two standings look the same without their colours', () => {
    const box = { x: 0, y: 0, width, height: 16 }
    const looks = STANDINGS.map((standing) => look(<ChipBody standing={standing} box={box} />))
    expect(new Set(looks).size, looks.join(' | ')).toBe(STANDINGS.length)
  })
})

describe.each([
  ['standings', 60, STANDINGS],
  ['standings', 8, STANDINGS],
  ['sizes of an ISR', 60, SIZES],
  ['sizes of an ISR', 8, SIZES],
] as const)('stretches of time, %s, %i px', (_, width, kinds) => {
  test('no two look the same without their colours', () => {
    const box = { x: 0, y: 0, width, height: 20, textures: 'isr' }
    const looks = kinds.map((kind) => look(<StandingBox kind={kind} {...box} />))
    expect(new Set(looks).size, looks.join(' | ')).toBe(kinds.length)
  })
})

test('no two families of messages have one shape', () => {
  const shapes = Object.values(GLYPHS)
  expect(new Set(shapes).size).toBe(shapes.length)
})
