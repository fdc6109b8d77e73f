import { readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { GLYPHS } from '~/ui/kit/familyGlyphs'
import { ChipBody } from '~/ui/stage/ChipBody'
import type { ReplicaStanding } from '~/views/clusterView'

// EXPERIENCE (l) 10: what differs in shape or texture can be told apart in grey, and by eyes that
// see no red, no green or no blue.

const STANDINGS: readonly ReplicaStanding[] = ['leader', 'inSync', 'eligible', 'lagging', 'offline']
const css = readFileSync('src/ui/stage/stage.css', 'utf8')

/** The dashes that the style sheet gives to a class; colours and widths are left out. */
function dashesOf(className: string): string {
  const rules = css.matchAll(new RegExp(`\\.${className}[^{]*\\{([^}]*)\\}`, 'g'))
  const bodies = [...rules].map(([, body = '']) => body).join(' ')
  return /stroke-dasharray: ([^;]+);/.exec(bodies)?.[1] ?? 'solid'
}

/** What a chip of this width looks like without its colours. */
function look(standing: ReplicaStanding, width: number): string {
  const box = { x: 0, y: 0, width, height: 16 }
  const markup = renderToStaticMarkup(<ChipBody standing={standing} box={box} />)
  const classes = [...markup.matchAll(/class="([^"]+)"/g)].flatMap(([, names = '']) =>
    names.split(' '),
  )
  const shapes = [...markup.matchAll(/<(rect|path)\b/g)].map(([, name = '']) => name)
  const textures = [...markup.matchAll(/url\(#([^)]+)\)/g)].map(([, name = '']) => name)
  const dashes = classes.filter((name) => name.startsWith('stage-chip')).map(dashesOf)
  return [...shapes, ...textures, ...dashes].join(' ')
}

describe.each([56, 24, 6])('chips of %i px', (width) => {
  test('no two standings look the same without their colours', () => {
    const looks = STANDINGS.map((standing) => look(standing, width))
    expect(new Set(looks).size, looks.join(' | ')).toBe(STANDINGS.length)
  })
})

test('no two families of messages have one shape', () => {
  const shapes = Object.values(GLYPHS)
  expect(new Set(shapes).size).toBe(shapes.length)
})
