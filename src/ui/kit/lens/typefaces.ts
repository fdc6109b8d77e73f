/** A typeface that a text of a drawing is set in: the first family it names, and how bold. */
interface Face {
  readonly family: string
  readonly weight: string
}

const named = (family: string): string => family.trim().replaceAll(/["']/g, '')

/**
 * A drawing's file with the page's typefaces that its texts are set in: a file is drawn without the
 * page, and where it has none of its own its offsets would stand in another face.
 */
export async function withTypefaces(svg: string): Promise<string> {
  const used = facesOf(svg)
  const rules = fontRules().filter(({ family, weight }) =>
    used.some((face) => face.family === family && face.weight === weight),
  )
  const written = (await Promise.all(rules.map(ruleText))).filter((rule) => rule !== '')
  if (written.length === 0) return svg
  return svg.replace('>', () => `>\n<style>${written.join('\n')}</style>`)
}

function facesOf(svg: string): readonly Face[] {
  const file = new DOMParser().parseFromString(svg, 'image/svg+xml')
  const faces = [...file.querySelectorAll<SVGElement>('text, tspan')].map(({ style }) => ({
    family: named(style.fontFamily.split(',')[0] ?? ''),
    weight: style.fontWeight,
  }))
  return [...new Map(faces.map((face) => [`${face.family} ${face.weight}`, face])).values()]
}

interface FontRule extends Face {
  readonly address: string
}

/** Every typeface that the page's styles bring with them. */
function fontRules(): readonly FontRule[] {
  const sheets = [...document.styleSheets]
  return sheets.flatMap(({ cssRules, href }) =>
    [...cssRules].flatMap((rule): readonly FontRule[] => {
      if (!(rule instanceof CSSFontFaceRule)) return []
      const { style } = rule
      const source = /url\((["']?)(.+?)\1\)/.exec(style.getPropertyValue('src'))?.[2]
      if (source === undefined) return []
      return [
        {
          family: named(style.getPropertyValue('font-family')),
          weight: style.getPropertyValue('font-weight'),
          address: new URL(source, href ?? document.baseURI).href,
        },
      ]
    }),
  )
}

/** The rule with the face itself in it; nothing where it cannot be had. */
async function ruleText({ family, weight, address }: FontRule): Promise<string> {
  const data = address.startsWith('data:') ? address : await dataOf(address)
  if (data === null) return ''
  return `@font-face{font-family:"${family}";font-weight:${weight};src:url("${data}") format("woff2")}`
}

/** A file as a data address; null: the network is gone, and the drawing goes without. */
async function dataOf(address: string): Promise<string | null> {
  const answer = await fetch(address).catch(() => null)
  if (answer?.ok !== true) return null
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return `data:font/woff2;base64,${btoa(text)}`
}
