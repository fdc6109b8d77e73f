import type { ReplicaStanding } from '~/views/clusterView'
import type { SizeState } from './matrix.geometry'

interface BoxProps {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Prefix of the drawing's textures. */
  readonly textures: string
}

const TEXTURE: Readonly<Record<ReplicaStanding | SizeState, string | null>> = {
  leader: null,
  inSync: null,
  eligible: null,
  lagging: 'hatch',
  offline: 'cross',
  full: null,
  reduced: 'hatch',
  below: 'below',
  leaderless: 'cross',
}

/** A stretch of time in the texture of a replica's chip; colour only repeats it. EXPERIENCE C1. */
export function StandingBox(props: BoxProps & { readonly kind: ReplicaStanding | SizeState }) {
  const { x, y, width, height, textures, kind } = props
  const texture = TEXTURE[kind]
  const inset = width < 4 ? 0 : 0.75
  const rect = {
    x: x + inset,
    y: y + 0.75,
    width: Math.max(0.5, width - inset * 2),
    height: height - 1.5,
  }
  return (
    <g className={`isr-box isr-box-${kind}`}>
      <rect {...rect} />
      {texture === null ? null : (
        <rect className="isr-texture" {...rect} style={{ fill: `url(#${textures}-${texture})` }} />
      )}
      {kind === 'eligible' ? <Inner {...props} /> : null}
    </g>
  )
}

/** The second outline of an eligible replica; where it has no room, a bar across. */
function Inner({ x, y, width, height }: BoxProps) {
  if (width <= 10) return <path className="isr-inner" d={`M${x} ${y + height / 2}h${width}`} />
  return (
    <rect className="isr-inner" x={x + 3.5} y={y + 3.5} width={width - 7} height={height - 7} />
  )
}
