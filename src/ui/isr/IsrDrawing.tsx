import { useId } from 'react'
import type { IsrHistory } from '~/views/isrHistory'
import { keyOf, keyOfCopies } from '~/store/thingKey'
import { seconds } from '../kit/text/format'
import { pointing, useIsHovered } from '../kit/hover/useHovered'
import type { Place } from '../kit/lens/useShownPartitions'
import { Patterns } from '../kit/Patterns'
import type { ChangeMark, IsrLayout, LaneMark } from './isr.geometry'
import { AXIS, LANE } from './isr.geometry'
import { StandingBox } from './StandingBox'
import { Cursor, TimeAxis } from './Time'
import { useIsrWords } from './useIsrWords'
import { stretch } from './useStretches'

interface IsrDrawingProps {
  readonly history: IsrHistory
  readonly layout: IsrLayout
  /** The stretch that Tab reaches. */
  readonly tab: string | null
}

/** One partition over time: |ISR| against its minimum, changes, replicas. EXPERIENCE C3. */
export function IsrDrawing({ history, layout, tab }: IsrDrawingProps) {
  const { t } = useIsrWords()
  const id = useId()
  const { width, height, ruler } = layout
  const name = `${history.topic}-${history.partition}`
  return (
    <svg
      className="isr-drawing"
      role="grid"
      aria-label={t('isr.label', { partition: name })}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <Patterns prefix={id} />
      <text className="isr-title" x="20" y={AXIS - 6} aria-hidden="true">
        {name}
      </text>
      <TimeAxis ruler={ruler} ticks={layout.ticks} y={AXIS} />
      <Sizes layout={layout} textures={id} />
      <Changes history={history} layout={layout} tab={tab} />
      {layout.lanes.map((lane) => (
        <Lane key={lane.broker} lane={lane} place={history} right={width} tab={tab} textures={id} />
      ))}
      <Cursor ruler={ruler} end={layout.end} top={AXIS + 14} bottom={height - 4} />
    </svg>
  )
}

function Sizes({ layout, textures }: { readonly layout: IsrLayout; readonly textures: string }) {
  const { t } = useIsrWords()
  const { ruler, levels, below, minLabel } = layout
  return (
    <g aria-hidden="true">
      <text className="isr-name" x="20" y={(layout.chartTop + layout.chartBottom) / 2 + 4}>
        {t('isr.size')}
      </text>
      {levels.map(({ count, y }) => (
        <g key={count}>
          <path className="isr-level" d={`M${ruler.left} ${y}H${ruler.right}`} />
          <text className="isr-tick" x={ruler.left - 6} y={y + 4} textAnchor="end">
            {count}
          </text>
        </g>
      ))}
      {below.map(({ x, y, width, height }) => (
        <rect
          key={x}
          className="isr-below"
          style={{ fill: `url(#${textures}-below)` }}
          {...{ x, y, width, height }}
        />
      ))}
      <path className="isr-min" d={layout.minPath} />
      <path className="isr-size" d={layout.sizePath} />
      {minLabel === null ? null : (
        <text className="isr-min-label" x={minLabel.x} y={minLabel.y + 4}>
          {t('isr.min', { min: minLabel.min })}
        </text>
      )}
    </g>
  )
}

type ChangesProps = Omit<IsrDrawingProps, 'tab'> & { readonly tab: string | null }

function Changes({ history, layout, tab }: ChangesProps) {
  const { t, sentence } = useIsrWords()
  const labelOf = ({ changes }: ChangeMark) => {
    const newest = changes.at(-1)
    if (newest === undefined) return ''
    const said = sentence(newest, newest === history.changes[0])
    const more = changes.length - 1
    return more === 0 ? said : `${said}; ${t('isr.more', { count: more })}`
  }
  return (
    <g role="row" data-row aria-label={t('isr.changes')}>
      <text className="isr-name" x="20" y={layout.changeY + 4} aria-hidden="true">
        {t('isr.changesShort')}
      </text>
      {layout.changes.map((mark, index) => {
        const event = mark.changes.at(-1)?.event ?? 0
        const key = `change ${mark.changes[0]?.event ?? 0}`
        const { x } = mark
        const y = layout.changeY
        const isTab = tab === key || (tab === null && index === 0)
        return (
          <g key={key} {...stretch({ key, event, x, label: labelOf(mark), isTab })}>
            <rect className="isr-hit" x={mark.left} y={y - 12} width={mark.width} height="24" />
            {mark.places.map((place) => (
              <path key={place} className="isr-change" d={`M${place} ${y - 5}l5 5l-5 5l-5 -5z`} />
            ))}
          </g>
        )
      })}
    </g>
  )
}

interface LaneProps {
  readonly lane: LaneMark
  readonly place: Place
  /** Where the drawing ends, px. */
  readonly right: number
  readonly tab: string | null
  readonly textures: string
}

function Lane({ lane, place, right, tab, textures }: LaneProps) {
  const { t } = useIsrWords()
  const { broker, y, spans } = lane
  const { topic, partition } = place
  const replica = { kind: 'replica', topic, partition, broker } as const
  const isHovered = useIsHovered([keyOf(replica), keyOfCopies(place), `broker/${broker}`])
  const name = t('broker.name', { id: broker })
  return (
    <g
      role="row"
      data-row
      className="isr-lane"
      data-hovered={isHovered || undefined}
      aria-label={name}
      {...pointing(() => [replica])}
    >
      <rect className="isr-ring" x="14" y={y - 2} width={right - 18} height={LANE + 4} />
      <text className="isr-name" x="20" y={y + LANE / 2 + 4} aria-hidden="true">
        {name}
      </text>
      {spans.map(({ event, at, x, width, standing, label }) => {
        const key = `${broker} ${event}`
        const said = t('isr.span', {
          broker,
          standing: t(`standing.${standing}`),
          time: seconds(at),
        })
        return (
          <g key={key} {...stretch({ key, event, x, label: said, isTab: tab === key })}>
            <StandingBox kind={standing} {...{ x, y, width, textures }} height={LANE} />
            {label === null ? null : <SpanLabel {...{ x, y, label, standing }} />}
          </g>
        )
      })}
    </g>
  )
}

type SpanLabelProps = Pick<LaneMark['spans'][number], 'x' | 'standing'> & {
  readonly y: number
  readonly label: string
}

/** The standing's word; over a texture it stands on a plain plate. */
function SpanLabel({ x, y, label, standing }: SpanLabelProps) {
  const hasPlate = standing === 'lagging' || standing === 'offline'
  return (
    <text
      className={`isr-word isr-word-${standing}`}
      x={x + 8}
      y={y + LANE / 2 + 4}
      data-plate={hasPlate || undefined}
    >
      {label}
    </text>
  )
}
