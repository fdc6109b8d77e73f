import { useId } from 'react'
import type { IsrHistory } from '~/views/isrHistory'
import { keyOfPartitions } from '~/store/thingKey'
import { seconds } from '../kit/text/format'
import { pointing, useIsHovered } from '../kit/hover/useHovered'
import { Patterns } from '../kit/Patterns'
import { fitText } from '../kit/text/text.geometry'
import { AXIS, isrRuler, ticksWithLabels } from './isr.geometry'
import type { MatrixRow } from './matrix.geometry'
import { layoutMatrix, ROW } from './matrix.geometry'
import { StandingBox } from './StandingBox'
import { Cursor, TimeAxis } from './Time'
import { useIsrWords } from './useIsrWords'
import { stretch } from './useStretches'

interface IsrMatrixProps {
  readonly histories: readonly IsrHistory[]
  readonly width: number
  readonly end: number
  readonly tab: string | null
}

/** Many partitions: a row each, by the size of its ISR. EXPERIENCE C3. */
export function IsrMatrix({ histories, width, end, tab }: IsrMatrixProps) {
  const { t } = useIsrWords()
  const id = useId()
  const ruler = isrRuler({ width, end })
  const { rows, height } = layoutMatrix(histories, { ruler, end })
  return (
    <svg
      className="isr-drawing"
      role="grid"
      aria-label={t('isr.matrix')}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <Patterns prefix={id} />
      <TimeAxis ruler={ruler} ticks={ticksWithLabels(ruler)} y={AXIS} />
      {rows.map((row, index) => (
        <Row
          key={row.y}
          row={row}
          left={ruler.left}
          right={width}
          textures={id}
          tab={tab}
          isFirst={index === 0}
        />
      ))}
      <Cursor ruler={ruler} end={end} top={AXIS + 8} bottom={height - 8} />
    </svg>
  )
}

interface RowProps {
  readonly row: MatrixRow
  readonly left: number
  /** Where the drawing ends, px. */
  readonly right: number
  readonly textures: string
  readonly tab: string | null
  readonly isFirst: boolean
}

function Row({ row, left, right, textures, tab, isFirst }: RowProps) {
  const { t } = useIsrWords()
  const { topic, partition, y } = row
  const name = `${topic}-${partition}`
  const isHovered = useIsHovered([keyOfPartitions(name)])
  return (
    <g
      role="row"
      data-row
      className="isr-lane"
      data-hovered={isHovered || undefined}
      aria-label={name}
      {...pointing(() => [{ kind: 'partition', topic, partition }])}
    >
      <rect className="isr-ring" x="14" y={y - 3} width={right - 18} height={ROW + 6} />
      <text className="isr-name" x="20" y={y + ROW / 2 + 4} aria-hidden="true">
        {fitText(name, { size: 13, width: left - 28 })}
      </text>
      {row.sizes.map((size, index) => {
        const { event, at, x, width, state, isr, replicas, minIsr } = size
        const key = `${name} ${event}`
        const label = t('isr.stretch', {
          partition: name,
          isr,
          replicas,
          time: seconds(at),
          min: minIsr,
          state: t(`isr.state.${state}`),
        })
        const isTab = tab === key || (tab === null && isFirst && index === 0)
        return (
          <g key={key} {...stretch({ key, event, x, label, isTab })}>
            <rect className="isr-hit" x={x} y={y - 2} width={width} height={ROW + 4} />
            <StandingBox kind={state} {...{ x, y, width, textures }} height={ROW} />
            {size.label === null ? null : (
              <text
                className="isr-word"
                x={x + 8}
                y={y + ROW / 2 + 4}
                data-plate={state !== 'full' || undefined}
              >
                {size.label}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}
