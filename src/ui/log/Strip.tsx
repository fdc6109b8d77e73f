import { useId } from 'react'
import type { ReactNode } from 'react'
import { textWidth } from '../kit/text/text.geometry'
import type { StripChange } from './change.geometry'
import type { Place } from '../kit/lens/useShownPartitions'
import type { StripLayout } from './log.geometry'
import { Readers } from './Readers'
import { StripDefs } from './StripDefs'
import { StripRow } from './StripRow'
import type { CellPlace } from './StripRow'

interface StripProps {
  readonly layout: StripLayout
  /** What has just changed, while that is played. */
  readonly change?: StripChange | null
  /** Whose logs they are; none: nothing is pointed at in them. */
  readonly place?: Place
  readonly title: string
  readonly offsetWord: string
  readonly label: string
  readonly tab: CellPlace | null
  readonly hovered: number | null
  /** The offset of the record that a person sent. */
  readonly yours?: number | null
  readonly selectedBroker: number | null
  readonly onSelectBroker: (broker: number) => void
  readonly children?: ReactNode
}

/** One partition drawn: a shared axis, a row for each replica, its readers. EXPERIENCE C2. */
export function Strip(props: StripProps) {
  const { layout, tab, change = null } = props
  const id = useId()
  const textures = { offline: `${id}x`, undecided: `${id}d`, plot: `${id}p` }
  const { width, height, plotLeft } = layout
  const slide = slideOf(change)
  return (
    <svg
      className="strip"
      role="grid"
      aria-label={props.label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <StripDefs ids={textures} plot={{ x: plotLeft, width: width - plotLeft, height }} />
      <Axis
        layout={layout}
        title={props.title}
        offsetWord={props.offsetWord}
        slide={slide}
        clip={slide === undefined ? undefined : `url(#${textures.plot})`}
      />
      {layout.leaderHighWatermarkX === null ? null : (
        <path
          aria-hidden="true"
          className="strip-across"
          transform={slide}
          d={`M${layout.leaderHighWatermarkX} 42V${height - 4}`}
        />
      )}
      {layout.rows.map((row) => (
        <StripRow
          key={row.replica.broker}
          row={row}
          place={props.place}
          change={change}
          slide={slide}
          plotLeft={plotLeft}
          textures={textures}
          isSelected={props.selectedBroker === row.replica.broker}
          tabOffset={tab?.broker === row.replica.broker ? tab.offset : null}
          hovered={props.hovered}
          yours={props.yours ?? null}
          onSelect={() => props.onSelectBroker(row.replica.broker)}
        />
      ))}
      <g transform={slide}>
        <Readers readers={layout.readers} />
      </g>
    </svg>
  )
}

/** Where the plot stands while it slides; undefined: at its place. */
function slideOf(change: StripChange | null): string | undefined {
  return change === null || change.slide === 0 ? undefined : `translate(${change.slide} 0)`
}

/** Size of a name that is long, px: `__consumer_offsets-49` fits before the axis. */
const LONG_TITLE = 12
/** Where the title begins, px. */
const TITLE_X = 20

interface AxisProps extends Pick<StripProps, 'layout' | 'title' | 'offsetWord'> {
  readonly slide: string | undefined
  readonly clip: string | undefined
}

function Axis({ layout, title, offsetWord, slide, clip }: AxisProps) {
  const { axisY, plotLeft, width } = layout
  // The name and the word behind it stand in one line before the axis where they fit there.
  const room = plotLeft - TITLE_X - 6
  const isTight = textWidth(title, 15) + 8 + textWidth(offsetWord, 12) > room
  // A long name is written in the size in which it fits before the axis.
  const isLong = textWidth(title, 15) > room
  return (
    <g aria-hidden="true">
      <text
        className="strip-title"
        x={TITLE_X}
        y={isTight ? 15 : 24}
        style={isLong ? { fontSize: LONG_TITLE } : undefined}
      >
        {title}
        <tspan
          className="strip-offset"
          x={isTight ? TITLE_X : undefined}
          dy={isTight ? 15 : undefined}
          dx={isTight ? undefined : 8}
        >
          {offsetWord}
        </tspan>
      </text>
      <path className="strip-axis" d={`M${plotLeft} ${axisY + 0.5}H${width - 4}`} />
      <g clipPath={clip}>
        <g transform={slide}>
          {layout.ticks.map(({ x, label }) => (
            <g key={x}>
              <path className="strip-axis" d={`M${x + 0.5} ${axisY}v${label === null ? -4 : -8}`} />
              {label === null ? null : (
                <text className="strip-tick" x={x} y={axisY - 12} textAnchor="middle">
                  {label}
                </text>
              )}
            </g>
          ))}
        </g>
      </g>
    </g>
  )
}
