import { useState } from 'react'
import type { PointerEvent } from 'react'
import { cutOff } from '~/store/faults'
import type { ClusterView } from '~/views/clusterView'
import { useWords } from '../../kit/text/useWords'
import { hostNames } from '../../kit/text/verbWords'
import { hostPlaces, leftOf } from './cutLine.geometry'
import type { Point, StageLayout } from '../place/layout'

interface CutProps {
  readonly cluster: ClusterView
  readonly layout: StageLayout
  readonly scale: number
  readonly onDone: () => void
}

/** A shorter stroke is a slip of the hand, px. */
const SHORTEST = 24

/** A line drawn across the stage: the two sides cannot hear each other. With a form for keyboards. */
export function CutLine({ cluster, layout, scale, onDone }: CutProps) {
  const { t } = useWords()
  const [line, setLine] = useState<{ readonly from: Point; readonly to: Point } | null>(null)
  const places = hostPlaces(layout, cluster)
  const pointOf = (event: PointerEvent<SVGSVGElement>): Point => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale }
  }
  const draw = () => {
    if (line === null) return
    const { from, to } = line
    setLine(null)
    if (Math.abs(to.x - from.x) + Math.abs(to.y - from.y) < SHORTEST) return
    cutOff(leftOf(places, from, to))
    onDone()
  }
  return (
    <>
      <svg
        className="stage-svg stage-cutting"
        role="img"
        aria-label={t('faults.lineHint')}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        width={layout.width * scale}
        height={layout.height * scale}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setLine({ from: pointOf(event), to: pointOf(event) })
        }}
        onPointerMove={(event) => {
          if (line !== null) setLine({ ...line, to: pointOf(event) })
        }}
        onPointerUp={draw}
      >
        {line === null ? null : (
          <path
            className="stage-cut-line"
            d={`M${line.from.x} ${line.from.y}L${line.to.x} ${line.to.y}`}
          />
        )}
      </svg>
      <Sides cluster={cluster} hosts={[...places.keys()]} onDone={onDone} />
    </>
  )
}

interface SidesProps {
  readonly cluster: ClusterView
  readonly hosts: readonly string[]
  readonly onDone: () => void
}

/** The same without a pointer: who is to be cut off. */
function Sides({ cluster, hosts, onDone }: SidesProps) {
  const { t } = useWords()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const names = hostNames(t, cluster)
  return (
    <form
      className="stage-sides"
      onSubmit={(event) => {
        event.preventDefault()
        cutOff(chosen)
        onDone()
      }}
    >
      <p>{t('faults.lineHint')}</p>
      <fieldset>
        <legend>{t('faults.lineSide')}</legend>
        {hosts.map((host) => (
          <label key={host}>
            <input
              type="checkbox"
              checked={chosen.includes(host)}
              onChange={({ target }) =>
                setChosen(
                  target.checked ? [...chosen, host] : chosen.filter((other) => other !== host),
                )
              }
            />
            {names.get(host) ?? host}
          </label>
        ))}
      </fieldset>
      <button
        className="button"
        type="submit"
        disabled={chosen.length === 0 || chosen.length === hosts.length}
      >
        {t('faults.cutThem')}
      </button>
    </form>
  )
}
