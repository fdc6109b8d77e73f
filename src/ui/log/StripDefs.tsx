/** Names of a drawing's textures; they are its own, so that a saved drawing is whole. */
export interface Textures {
  readonly offline: string
  readonly undecided: string
  readonly plot: string
}

interface StripDefsProps {
  readonly ids: Textures
  readonly plot: { readonly x: number; readonly width: number; readonly height: number }
}

/**
 * Cross-hatch for offline, dots for an open transaction, and the plot's edge. Each cell is drawn from
 * its own corner: the textures repeat four and seven times in it, and go on in the next one.
 */
export function StripDefs({ ids, plot }: StripDefsProps) {
  return (
    <defs>
      <pattern id={ids.offline} width="7" height="7" patternUnits="userSpaceOnUse">
        <path className="strip-hatch" d="M-1 8L8 -1M-1 -1L8 8" />
      </pattern>
      <pattern id={ids.undecided} width="4" height="4" patternUnits="userSpaceOnUse">
        <circle className="strip-dot" cx="2" cy="2" r="0.9" />
      </pattern>
      <clipPath id={ids.plot}>
        <rect x={plot.x - 1} y="0" width={plot.width + 1} height={plot.height} />
      </clipPath>
    </defs>
  )
}
