import { useStore } from 'zustand'
import { preferences } from '~/store/preferences'
import { useWords } from '../kit/text/useWords'
import type { RowMark } from './log.geometry'

/**
 * On the wire: where one file of a log ends and the next begins; a bar lies over the one that is
 * written to. EXPERIENCE C2.
 */
export function StripSegments({ row }: { readonly row: RowMark }) {
  const { t } = useWords()
  const isWire = useStore(preferences, (state) => state.detail === 'wire')
  if (!isWire) return null
  const { y } = row
  const { borders, active } = row.segments
  return (
    <g className="strip-segments">
      {borders.map((x) => (
        <path key={x} d={`M${x - 3} ${y - 4}h6M${x} ${y - 4}v36M${x - 3} ${y + 32}h6`} />
      ))}
      {active === null ? null : (
        <path className="strip-active" d={`M${active.from} ${y - 3}H${active.to}`} />
      )}
      {active?.hasWord === true ? (
        <text x={active.from + 4} y={y - 7}>
          {t('log.segment.active')}
        </text>
      ) : null}
    </g>
  )
}
