import type { MessageFamily } from '~/views/clusterView'
import { FAMILY_COLOURS, GLYPHS } from './familyGlyphs'

interface FamilyGlyphProps {
  readonly family: MessageFamily
  /** A response is hollow. */
  readonly isHollow: boolean
}

/** The glyph of a family of messages, 16 px. EXPERIENCE C1, Messages. */
export function FamilyGlyph({ family, isHollow }: FamilyGlyphProps) {
  const paint = `var(--${FAMILY_COLOURS[family]})`
  return (
    <svg width="16" height="16" viewBox="-10 -10 20 20" aria-hidden="true">
      <path
        d={GLYPHS[family]}
        style={{ fill: isHollow ? 'none' : paint, stroke: paint, strokeWidth: 1.9 }}
      />
    </svg>
  )
}
