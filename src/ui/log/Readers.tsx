import type { ReaderMark } from './readers.geometry'

/** Consumers under the axis: ▲ reads next, △ has committed, the brace is its lag. */
export function Readers({ readers }: { readonly readers: readonly ReaderMark[] }) {
  return (
    <g className="strip-readers" aria-hidden="true">
      {readers.map((mark) => (
        <g key={`${mark.reader.group ?? ''} ${mark.reader.label}`}>
          {mark.brace === null ? null : (
            <>
              <path
                className="strip-brace"
                d={`M${mark.brace.from} ${mark.y + 15}v5H${mark.brace.to}v-5`}
              />
              <text
                className="strip-lag"
                x={mark.brace.label.x}
                y={mark.brace.label.y}
                textAnchor={mark.brace.label.anchor}
              >
                {mark.brace.label.text}
              </text>
            </>
          )}
          <Committed mark={mark} />
          <Position mark={mark} />
          {mark.labels.map((label) => (
            <text key={label.text} x={label.x} y={label.y} textAnchor={label.anchor}>
              {label.text}
            </text>
          ))}
        </g>
      ))}
    </g>
  )
}

interface TriangleProps {
  readonly mark: ReaderMark
}

function Position({ mark: { positionX: x, y } }: TriangleProps) {
  return x === null ? null : <path className="strip-triangle" d={`M${x} ${y}l6 10h-12z`} />
}

/** Around the other one where both stand on one offset, so that both are seen. */
function Committed({ mark: { committedX: x, positionX, y } }: TriangleProps) {
  if (x === null) return null
  const path = x === positionX ? `M${x} ${y - 4}l9.5 16h-19z` : `M${x} ${y}l6 10h-12z`
  return <path className="strip-triangle" data-committed="true" d={path} />
}
