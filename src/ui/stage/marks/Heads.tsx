import { memo } from 'react'
import { useStore } from 'zustand'
import { useWords } from '../../kit/text/useWords'
import { current, makeCurrent } from './current'
import { fitText, textWidth } from '../../kit/text/text.geometry'
import type { StageLayout, TopicHead } from '../place/layout'
import { ALL_TOPICS, HEADS_TOP } from '../place/layout'
import { foldKey } from './things'

interface HeadsProps {
  readonly layout: StageLayout
  readonly onFold: (topic: string) => void
}

/** The topics as brackets over their columns, with the numbers of the partitions. */
export const Heads = memo(function Heads({ layout, onFold }: HeadsProps) {
  const { headY, columns, density, form } = layout
  return (
    <g className="stage-heads">
      {form === 'phone' ? null : <Ground layout={layout} />}
      {layout.topics.map((head) => (
        <Head key={head.name} head={head} y={headY} onFold={onFold} />
      ))}
      {columns.map(({ key, x, partition, topic }) =>
        partition === null || !hasNumber(density, partition) ? null : (
          <text
            key={key}
            className="stage-dim stage-mono"
            x={x}
            y={form === 'phone' ? headY : headY + 16}
            textAnchor="middle"
          >
            {form === 'phone'
              ? fitText(`${topic}-${partition}`, { width: 72, size: 12, isMono: true })
              : partition}
          </text>
        ),
      )}
    </g>
  )
})

/** Heads stay in sight where the stage is scrolled down: on a ground of their own. */
function Ground({ layout }: { readonly layout: StageLayout }) {
  const { headY, topics } = layout
  const [first] = topics
  const last = topics.at(-1)
  if (first === undefined || last === undefined) return null
  const x = first.left - 10
  return (
    <rect
      className="stage-ground"
      x={x}
      y={headY - HEADS_TOP - 2}
      width={last.right + 10 - x}
      height={HEADS_TOP + 20}
    />
  )
}

/** Every number where it has room; else each fifth, each twentieth. */
function hasNumber(density: StageLayout['density'], partition: number): boolean {
  if (density === 'chips') return true
  return partition % (density === 'beads' ? 5 : 20) === 0
}

interface HeadProps {
  readonly head: TopicHead
  readonly y: number
  readonly onFold: (topic: string) => void
}

function Head({ head, y, onFold }: HeadProps) {
  const { t } = useWords()
  const { name, left, right, isFolded, canFold, count } = head
  const key = foldKey(name)
  const isCurrent = useStore(current, (state) => state.key === key)
  // The name of a wide group stands where the stage is seen first.
  const middle = Math.min((left + right) / 2, left + 260)
  const width = right - left + (canFold ? -14 : 12)
  const isAll = name === ALL_TOPICS
  const said = !isAll ? name : isFolded ? t('stage.all', { count }) : t('stage.allShort')
  const text = fitText(said, { width, size: 13 })
  const label = t(isFolded ? 'stage.unfold' : 'stage.fold', { topic: said })
  return (
    <g>
      <path className="stage-bracket" d={`M${left} ${y + 6}v-7H${right}v7`} />
      {isFolded && !isAll ? (
        <text className="stage-dim stage-mono" x={middle} y={y + 16} textAnchor="middle">
          {`0–${count - 1}`}
        </text>
      ) : null}
      {canFold ? (
        <g
          role="button"
          tabIndex={isCurrent ? 0 : -1}
          className="stage-fold"
          data-key={key}
          onFocus={() => makeCurrent(key)}
          aria-label={label}
          aria-expanded={!isFolded}
          onClick={() => onFold(name)}
        >
          <rect x={left} y={y - 22} width={right - left} height={24} className="stage-hit" />
          <text
            className="stage-strong"
            x={isFolded ? middle + 6 : middle}
            y={y - 7}
            textAnchor="middle"
          >
            {text}
          </text>
          <FoldSign
            x={(isFolded ? middle + 6 : middle) - signOffset(text)}
            y={y - 11.5}
            isFolded={isFolded}
          />
        </g>
      ) : (
        <text className="stage-strong" x={middle} y={y - 7} textAnchor="middle">
          {text}
          <title>{name}</title>
        </text>
      )}
    </g>
  )
}

/** Half of a name, which is bold, and the gap before it. */
const signOffset = (text: string) => textWidth(text, 13) * 0.54 + 12

function FoldSign({
  x,
  y,
  isFolded,
}: {
  readonly x: number
  readonly y: number
  readonly isFolded: boolean
}) {
  const d = isFolded ? `M${x} ${y - 4}l5 4l-5 4z` : `M${x - 2} ${y - 3}h9l-4.5 5z`
  return <path className="stage-fold-sign" d={d} />
}
