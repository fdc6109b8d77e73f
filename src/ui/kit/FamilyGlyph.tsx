import type { MessageFamily } from '~/views/clusterView'

const GLYPHS: Readonly<Record<MessageFamily, readonly [string, string]>> = {
  produce: ['produce', 'M-5 -6l11 6l-11 6z'],
  consume: ['consume', 'M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z'],
  replicate: ['replica', 'M-5.5 -5.5h11v11h-11z'],
  group: ['consume', 'M0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z'],
  transaction: ['txn', 'M0 -6.5l6.2 4.5l-2.4 7.3h-7.6l-2.4 -7.3z'],
  control: ['control', 'M-6.5 0l3.2 -5.6h6.6l3.2 5.6l-3.2 5.6h-6.6z'],
  admin: ['admin', 'M-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z'],
  legacy: ['zk', 'M-6 5l3 -10h6l3 10z'],
}

interface FamilyGlyphProps {
  readonly family: MessageFamily
  /** A response is hollow. */
  readonly isHollow: boolean
}

/** The glyph of a family of messages, 16 px. EXPERIENCE C1, Messages. */
export function FamilyGlyph({ family, isHollow }: FamilyGlyphProps) {
  const [colour, drawing] = GLYPHS[family]
  const paint = `var(--${colour})`
  return (
    <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
      <path
        d={drawing}
        style={{ fill: isHollow ? 'none' : paint, stroke: paint, strokeWidth: 1.5 }}
      />
    </svg>
  )
}
