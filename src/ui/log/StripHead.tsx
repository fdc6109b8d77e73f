import { keyOf } from '~/store/thingKey'
import { pointing, useIsHovered } from '../kit/hover/useHovered'
import type { Place } from '../kit/lens/useShownPartitions'
import { useWords } from '../kit/text/useWords'
import type { RowMark } from './log.geometry'

interface HeadProps {
  readonly row: RowMark
  /** Whose replica it is; none: it is not pointed at. */
  readonly place: Place | undefined
  readonly plotLeft: number
  readonly isSelected: boolean
  readonly onSelect: () => void
}

/** A replica's name and standing, before its cells: the mark of the replica itself. */
export function StripHead({ row, place, plotLeft, isSelected, onSelect }: HeadProps) {
  const { t } = useWords()
  const { y, standing } = row
  const { broker } = row.replica
  const replica = place === undefined ? null : ({ kind: 'replica', ...place, broker } as const)
  const isHovered = useIsHovered(replica === null ? [] : [keyOf(replica), `broker/${broker}`])
  return (
    <g
      role="rowheader"
      className="strip-name"
      data-selected={isSelected}
      data-hovered={isHovered || undefined}
      onClick={onSelect}
      {...pointing(() => (replica === null ? [] : [replica]))}
    >
      <rect className="strip-hit" x="14" y={y - 2} width={plotLeft - 30} height="42" />
      <text className="strip-broker" x="20" y={y + 14}>
        {t('broker.name', { id: broker })}
      </text>
      <text className="strip-standing" x="20" y={y + 31}>
        {standing}
      </text>
    </g>
  )
}
