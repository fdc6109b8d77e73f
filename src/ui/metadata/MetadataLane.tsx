import { thingsOfNode } from '~/store/pointing'
import { keyOfServer } from '~/store/thingKey'
import { pointing, useIsHovered } from '../kit/hover/useHovered'
import { useWords } from '../kit/text/useWords'
import type { LaneMark, MetadataLayout } from './strip.geometry'
import { LANE } from './strip.geometry'

interface LaneProps {
  readonly mark: LaneMark
  readonly layout: Pick<MetadataLayout, 'plotLeft' | 'width'>
  readonly textures: string
}

/** How far a node has fetched (outline) and replayed (solid). */
export function MetadataLane({ mark, layout, textures }: LaneProps) {
  const { t } = useWords()
  const { lane, y, fetchedTo, replayedTo } = mark
  const { plotLeft, width } = layout
  const { node } = lane
  const isHovered = useIsHovered([`broker/${node}`, `controller/${node}`, keyOfServer(node)])
  const words = { fetched: String(lane.fetchedEnd), replayed: String(lane.replayedEnd) }
  const bar = { x: plotLeft, y: y + 3, height: 10 }
  return (
    <g
      role="row"
      data-kind={lane.kind}
      className="meta-lane"
      data-hovered={isHovered || undefined}
      {...pointing(() => thingsOfNode(node))}
    >
      <rect
        className="meta-ring"
        x={plotLeft + 1}
        y={y}
        width={width - plotLeft - 2}
        height={LANE - 4}
      />
      <g
        role="gridcell"
        aria-label={t('metadata.lane', {
          node: t('metadata.node', { id: lane.node }),
          kind: t(`metadata.kind.${lane.kind}`),
          ...words,
        })}
      >
        <path className="meta-level" d={`M${plotLeft} ${y + LANE - 2}H4000`} />
        <rect className="meta-fetched" {...bar} width={fetchedTo - plotLeft} />
        {lane.kind === 'down' ? (
          <rect {...bar} width={fetchedTo - plotLeft} style={{ fill: `url(#${textures}-cross)` }} />
        ) : (
          <rect
            className="meta-replayed"
            x={plotLeft}
            y={y + 6}
            width={replayedTo - plotLeft}
            height="4"
          />
        )}
        <text className="meta-number" x={plotLeft + 6} y={y + 27}>
          {t('metadata.progress', words)}
        </text>
      </g>
    </g>
  )
}
