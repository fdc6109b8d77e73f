interface PennantProps {
  /** Foot of the pole. */
  readonly x: number
  readonly y: number
  readonly isGhost?: boolean
  readonly isSmall?: boolean
}

/** The leader's pennant; a ghost shows where it flew before. */
export function Pennant({ x, y, isGhost = false, isSmall = false }: PennantProps) {
  const [pole, length, half] = isSmall ? [8, 6, 2.5] : [16, 12, 4.25]
  return (
    <g className={isGhost ? 'stage-pennant-ghost' : 'stage-pennant'}>
      <path d={`M${x} ${y}v${-pole}`} className="stage-pole" />
      <path d={`M${x} ${y - pole}l${length} ${half}l${-length} ${half}z`} />
    </g>
  )
}
