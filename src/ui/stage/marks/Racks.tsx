import { memo } from 'react'
import { useWords } from '../../kit/text/useWords'
import type { StageLayout } from '../place/layout'

/** The racks over their rows, where rows are grouped by them. EXPERIENCE, level of detail. */
export const Racks = memo(function Racks({ layout }: { readonly layout: StageLayout }) {
  const { t } = useWords()
  return layout.racks.map(({ name, head, bracket }) => (
    <g key={name}>
      <path className="stage-rack" d={`M${bracket.x + 4} ${bracket.top}h-4V${bracket.bottom}h4`} />
      <text className="stage-dim" fontSize={12} x={head.x} y={head.y}>
        {name === '' ? t('stage.noRack') : t('stage.rack', { rack: name })}
      </text>
    </g>
  ))
})
