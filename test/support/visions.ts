/** A colour as red, green and blue, 0 to 1, in proportion to light. */
export type Light = readonly [number, number, number]

/** How eyes see that lack one kind of cone, and those that see no colours at all. */
export type Vision = 'protanopia' | 'deuteranopia' | 'tritanopia' | 'grey'

/** Machado, Oliveira and Fernandes 2009, table 1, severity 1.0; light in proportion. */
const MATRICES: Readonly<Record<Exclude<Vision, 'grey'>, readonly Light[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** The light of a colour as it is written: `#rrggbb`. */
export function lightOf(hex: string): Light {
  const part = (at: number) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}

/** Relative luminance, 0 to 1. WCAG 2.2. */
function luminance([red, green, blue]: Light): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two colours, 1 to 21. WCAG 2.2. */
export function contrast(a: Light, b: Light): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

/** A colour as such eyes see it. */
export function seenBy(vision: Vision, light: Light): Light {
  if (vision === 'grey') {
    const grey = luminance(light)
    return [grey, grey, grey]
  }
  const [red = 0, green = 0, blue = 0] = MATRICES[vision].map((row) => {
    const sum = row.reduce((all, share, at) => all + share * (light[at] ?? 0), 0)
    return Math.max(0, Math.min(1, sum))
  })
  return [red, green, blue]
}
