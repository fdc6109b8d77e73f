import { fitText } from '../kit/text/text.geometry'
import { useWords } from '../kit/text/useWords'
import type { MetadataLayout } from './strip.geometry'
import { STRIP } from './strip.geometry'

interface BandProps {
  readonly layout: MetadataLayout
  readonly textures: string
}

/** Up to where each snapshot reaches, and what only a snapshot still holds. EXPERIENCE C4. */
export function SnapshotBand({ layout, textures }: BandProps) {
  const { t } = useWords()
  const { plotLeft, snapshots, onlyInSnapshotTo: end } = layout
  const word = t('metadata.snapshot')
  const room = (end ?? plotLeft) - plotLeft
  return (
    <g aria-hidden="true" className="meta-snapshots">
      {end === null ? null : (
        <g>
          <rect x={plotLeft} y={STRIP.top} width={room} height={STRIP.height} />
          <rect
            x={plotLeft}
            y={STRIP.top}
            width={room}
            height={STRIP.height}
            style={{ fill: `url(#${textures}-cross)` }}
          />
          <text x={plotLeft + 8} y={STRIP.top + 25}>
            {fitText(t('metadata.onlyInSnapshot'), { size: 12, width: room - 16 })}
          </text>
        </g>
      )}
      {snapshots.map(({ endOffset, x, width, isEndSeen, isOdd, label }) => (
        <g key={endOffset} data-snapshot={endOffset}>
          <rect
            data-odd={isOdd}
            x={x}
            y={STRIP.snapshotY}
            width={width}
            height={STRIP.snapshotHeight}
          />
          {isEndSeen ? (
            <path d={`M${x + width} ${STRIP.top}V${STRIP.snapshotY + STRIP.snapshotHeight}`} />
          ) : null}
          {label === null ? null : (
            <text x={x + 6} y={STRIP.snapshotY + 11}>
              {fitText(`${word} ${label}`, { size: 11, width: width - 12 })}
            </text>
          )}
        </g>
      ))}
    </g>
  )
}
