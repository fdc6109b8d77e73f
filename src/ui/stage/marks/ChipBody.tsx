import type { ReplicaView } from '~/views/clusterView'
import type { Box } from '../place/layout'

interface BodyProps {
  readonly standing: ReplicaView['standing']
  readonly box: Box
}

/** Shape and texture of a standing; colour only repeats them. */
export function ChipBody({ standing, box }: BodyProps) {
  const { x, y, width, height } = box
  if (standing === 'leader') {
    const notch = Math.min(7, width / 4)
    const half = height / 2
    return (
      <path
        className="stage-chip-leader"
        d={`M${x} ${y}h${width}v${height}h${-width}l${notch} ${-half}z`}
      />
    )
  }
  const inset = width < 12 ? 0.5 : 1
  const rect = { x: x + inset, y: y + inset, width: width - inset * 2, height: height - inset * 2 }
  switch (standing) {
    case 'inSync':
      return <rect className="stage-chip-insync" {...rect} />
    case 'eligible':
      return (
        <g className="stage-chip-eligible">
          <rect {...rect} />
          {width < 12 ? (
            // No room for a second outline: a bar across.
            <path d={`M${x} ${y + height / 2}h${width}`} />
          ) : (
            <rect
              x={x + 4}
              y={y + 4}
              width={width - 8}
              height={height - 8}
              className="stage-inner"
            />
          )}
        </g>
      )
    case 'lagging':
      return (
        <g className="stage-chip-lagging">
          <rect {...rect} className="stage-texture" fill="url(#stage-hatch)" />
          <rect {...rect} />
        </g>
      )
    case 'offline':
      return (
        <g className="stage-chip-offline">
          <rect {...rect} className="stage-texture" fill="url(#stage-cross)" />
          <rect {...rect} />
        </g>
      )
  }
}
