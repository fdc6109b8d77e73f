import { useMemo } from 'react'
import { currentDropped } from '~/store/droppedMessages'
import { GLYPHS } from '../../kit/familyGlyphs'
import { useWords } from '../../kit/text/useWords'
import type { StageLayout } from '../place/layout'
import { shareAt } from './marks'
import { pathBetween, pointAt, routeOf } from '../place/routes'
import { describeDropped } from '../marks/things'

interface DroppedProps {
  readonly layout: StageLayout
}

/** Dropped messages: each has stopped where it was, under a ✕. EXPERIENCE C1, messages. */
export function Dropped({ layout }: DroppedProps) {
  const { t } = useWords()
  const dropped = currentDropped()
  const marks = useMemo(
    () =>
      dropped.flatMap((one) => {
        const route = routeOf(layout, one.message)
        if (route === null) return []
        const share = shareAt(one.message, one.at)
        return [{ ...one, at: pointAt(route, share), way: pathBetween(route, 0, share) }]
      }),
    [layout, dropped],
  )
  return marks.map(({ message, at, way }) => (
    <g
      key={message.id}
      className={`stage-dropped stage-family-${message.family}`}
      data-response={message.isResponse || undefined}
    >
      <title>{describeDropped(t, message)}</title>
      <path className="stage-way" d={way} />
      <g transform={`translate(${at.x} ${at.y})`}>
        <path className="stage-glyph" d={GLYPHS[message.family]} />
        <path className="stage-cross" d="M-9 -9L9 9M9 -9L-9 9" />
      </g>
    </g>
  ))
}
