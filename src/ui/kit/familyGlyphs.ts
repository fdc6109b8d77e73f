import type { MessageFamily } from '~/views/clusterView'

/** The glyph of each family, 14 px around its middle, as an SVG path. EXPERIENCE C1, Messages. */
export const GLYPHS: Readonly<Record<MessageFamily, string>> = {
  produce: 'M-6.5 -7.5L7.5 0L-6.5 7.5Z',
  consume: 'M-7 0A7 7 0 1 1 7 0A7 7 0 1 1 -7 0Z',
  replicate: 'M-7 -7H7V7H-7Z',
  group: 'M0 -8.5L8.5 0L0 8.5L-8.5 0Z',
  transaction: 'M0 -8L7.6 -2.5L4.7 6.5H-4.7L-7.6 -2.5Z',
  control: 'M8 0L4 6.9H-4L-8 0L-4 -6.9H4Z',
  admin: 'M-2.5 -7.5H2.5V-2.5H7.5V2.5H2.5V7.5H-2.5V2.5H-7.5V-2.5H-2.5Z',
  legacy: 'M-4.5 -6H4.5L8 6H-8Z',
}

/** The six corners of a hexagon, flat at the top and bottom. */
export function hexagon(x: number, y: number, radius: number): string {
  // cos 60° = 1/2, sin 60° ≈ 0.866.
  const [half, high] = [radius / 2, radius * 0.866]
  const corners = [
    [radius, 0],
    [half, high],
    [-half, high],
    [-radius, 0],
    [-half, -high],
    [half, -high],
  ] as const
  return corners.map(([dx, dy]) => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`).join(' ')
}

/** The role of the colour table of each family. */
export const FAMILY_COLOURS: Readonly<Record<MessageFamily, string>> = {
  produce: 'produce',
  consume: 'consume',
  replicate: 'replica',
  group: 'consume',
  transaction: 'txn',
  control: 'control',
  admin: 'admin',
  legacy: 'zk',
}
