import { memo, useMemo } from 'react'
import { useStore } from 'zustand'
import { currentYours } from '~/store/firstMinute'
import { follow, select, selection } from '~/store/selection'
import { keyOf } from '~/store/thingKey'
import type { ClusterView, MessageView } from '~/views/clusterView'
import { useNow } from '../../kit/useFrame'
import { pointing, useIsHovered } from '../../kit/hover/useHovered'
import { useWords } from '../../kit/text/useWords'
import { GLYPHS } from '../../kit/familyGlyphs'
import { textBoxes } from '../place/labels.geometry'
import type { StageLayout } from '../place/layout'
import { Band } from './Band'
import { carriesYours, isAbout } from './followed'
import type { FlyingMark, MarkWish } from './marks'
import { routeFinder, trafficAt } from './marks'
import { describeMessage } from '../marks/things'
import { TimerArcs } from './TimerArcs'
import { STILL, useMedia } from '../../kit/useMedia'

interface MovingProps {
  readonly layout: StageLayout
  readonly cluster: ClusterView
  readonly detail: MarkWish['detail']
}

/** Messages where they are at the instant that is shown; drawn anew each frame. */
export function Moving({ layout, cluster, detail }: MovingProps) {
  const now = useNow()
  const isStill = useMedia(STILL)
  const find = useMemo(() => routeFinder(layout), [layout])
  const selected = useStore(selection, (state) => state.selected)
  const chosen = selected?.kind === 'message' ? selected.id : null
  const messages =
    detail === 'story' ? cluster.messages : [...cluster.messages, ...cluster.quietMessages]
  const yours = currentYours()
  const { brokers, clients, links } = cluster
  const isFollowed = (message: MessageView) =>
    isAbout(message, selected) || carriesYours(message, yours)
  const room = useMemo(
    () => ({ width: layout.width, texts: textBoxes(layout, { brokers, clients, links }) }),
    [layout, brokers, clients, links],
  )
  const { marks, bands } = trafficAt(messages, find, { now, detail, isStill, isFollowed, room })
  return (
    <g className="stage-moving">
      {detail === 'story' ? null : <TimerArcs layout={layout} />}
      {bands.map((band) => (
        <Band key={band.key} band={band} />
      ))}
      {marks.map((mark) => (
        <Flying
          key={mark.key}
          mark={mark}
          isChosen={chosen === mark.message.id}
          isYours={carriesYours(mark.message, yours)}
        />
      ))}
    </g>
  )
}

interface FlyingProps {
  readonly mark: FlyingMark
  readonly isChosen: boolean
  readonly isYours: boolean
}

function Flying({ mark, isChosen, isYours }: FlyingProps) {
  const { message, x, y, family, isResponse, isQuiet, turns } = mark
  const thing = { kind: 'message', id: message.id } as const
  const { records, count, label, labelSide, isHeld } = mark
  const isHovered = useIsHovered([keyOf(thing)])
  return (
    <g
      className={`stage-flying stage-family-${family}`}
      data-quiet={isQuiet || undefined}
      data-response={isResponse || undefined}
      onClick={() => select(thing)}
      onDoubleClick={() => follow(thing)}
      data-hovered={isHovered || undefined}
      {...pointing(() => [thing])}
    >
      <Way mark={mark} />
      <g transform={`translate(${x} ${y})`}>
        <Body
          {...{ message, records, count, isHeld, isChosen, isYours, labelSide }}
          label={isYours ? null : label}
          turn={family === 'produce' ? turns * 90 : 0}
        />
        {isHovered ? (
          <rect className="stage-pointed" x={-13} y={-13} width={26} height={26} />
        ) : null}
      </g>
    </g>
  )
}

interface BodyProps extends Pick<
  FlyingMark,
  'message' | 'records' | 'count' | 'label' | 'labelSide' | 'isHeld'
> {
  readonly isChosen: boolean
  readonly isYours: boolean
  /** Of the glyph, degrees clockwise. */
  readonly turn: number
}

/** What flies, around its own middle: the same from frame to frame. */
const Body = memo(function Body(props: BodyProps) {
  const { message, isHeld, isChosen, turn } = props
  const { family, isQuiet } = message
  const size = isQuiet ? 0.6 : 1
  return (
    <>
      <MessageName message={message} />
      <rect className="stage-hit" x={-14} y={-14} width={28} height={28} />
      {message.error === null ? null : (
        <path className="stage-error" d={GLYPHS[family]} transform="scale(1.6)" />
      )}
      <path
        className="stage-glyph"
        d={GLYPHS[family]}
        transform={`rotate(${turn}) scale(${size})`}
      />
      {isHeld ? <path className="stage-held" d="M11 -7v14M16 -7v14" /> : null}
      <Load {...props} />
      {isChosen ? <rect className="stage-chosen" x={-13} y={-13} width={26} height={26} /> : null}
      {props.isYours ? <YoursMark /> : null}
    </>
  )
})

/** The record that a person sent: framed, and said. */
function YoursMark() {
  const { t } = useWords()
  return (
    <>
      <rect className="stage-yours" x={-14} y={-17} width={28} height={31} />
      <text className="stage-yours-word" x={0} y={27} textAnchor="middle">
        {t('minute.yours')}
      </text>
    </>
  )
}

function Way({ mark }: { readonly mark: FlyingMark }) {
  return (
    <>
      <path className="stage-way" d={mark.way} />
      {mark.wake === '' ? null : <path className="stage-wake" d={mark.wake} />}
    </>
  )
}

function MessageName({ message }: { readonly message: MessageView }) {
  const { t } = useWords()
  return <title>{describeMessage(t, message)}</title>
}

/** Up to this many records are ticks, more are a number. */
const TICKS_UP_TO = 5

/** The records it carries, how many messages it stands for, and its label. */
function Load({ count, label, labelSide, message, records }: BodyProps) {
  // Where no place is free the number stands close by: how many they are is never left out.
  const text = label ?? (message.isQuiet && count > 1 ? `×${count}` : '')
  return (
    <>
      <Records count={records} />
      {text === '' ? null : (
        <text
          className={message.error === null ? 'stage-load' : 'stage-load stage-load-error'}
          x={labelSide?.x ?? 12}
          y={labelSide?.y ?? 4}
          textAnchor={labelSide?.anchor ?? 'start'}
        >
          {text}
        </text>
      )}
    </>
  )
}

function Records({ count }: { readonly count: number }) {
  if (count === 0) return null
  if (count > TICKS_UP_TO) {
    return (
      <text className="stage-load" x={0} y={-11} textAnchor="middle">
        {count}
      </text>
    )
  }
  const ticks = Array.from({ length: count }, (_, index) => `M${-6 + index * 3} -15v5`)
  return <path className="stage-ticks" d={ticks.join('')} />
}
