import { memo, useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { affected } from '~/store/affected'
import { hover } from '~/store/hover'
import { select, selection } from '~/store/selection'
import { keyOf } from '~/store/thingKey'
import type { Hovered, Selected } from '~/store/selection'
import type { ReplicaView } from '~/views/clusterView'
import { useMedia } from '../../kit/useMedia'
import { useWords } from '../../kit/text/useWords'
import { ChipBody } from './ChipBody'
import { current } from './current'
import type { RasterColours } from './drawCells'
import { drawCells } from './drawCells'
import { Mark } from './Mark'
import type { RasterCell, RasterProps } from '../place/raster.geometry'
import { cellAt, cellsOfRow } from '../place/raster.geometry'
import { describeReplica } from './things'

/** Pixels of the canvas for one of the stage. */
const SHARPNESS = 2

/**
 * The replicas of a broker where there are thousands: one picture that is drawn on a canvas. Who is
 * chosen, pointed at or reached by a key is a mark of its own over it.
 */
export const RasterRow = memo(function RasterRow({ layout, row, replicas }: RasterProps) {
  const cells = useMemo(() => cellsOfRow(layout, row, replicas), [layout, row, replicas])
  const first = cells[0]
  const last = cells.at(-1)
  if (first === undefined || last === undefined) return null
  const { x, y, height } = first.box
  const area = {
    x: x - 1,
    y: y - 1,
    width: last.box.x + last.box.width - x + 2,
    height: height + 2,
  }
  const cellUnder = (event: { readonly clientX: number; readonly currentTarget: Element }) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    return cellAt(cells, area.x + ((event.clientX - left) / width) * area.width)
  }
  return (
    <>
      <Picture cells={cells} area={area} />
      <rect
        className="stage-hit"
        {...area}
        onPointerMove={(event) => hover(thingsOf(cellUnder(event)))}
        onPointerLeave={() => hover([])}
        onClick={(event) => {
          const cell = cellUnder(event)
          if (cell !== null) select(thingsOf(cell)[0] ?? null)
        }}
      />
      <Reached cells={cells} />
    </>
  )
})

function thingsOf(cell: RasterCell | null): readonly Selected[] {
  if (cell === null) return []
  const { topic, partition, broker } = cell.replica
  return [{ kind: 'replica', topic, partition, broker }]
}

interface PictureProps {
  readonly cells: readonly RasterCell[]
  readonly area: RasterCell['box']
}

/** The cells as a picture. It is made anew when they change, and for another theme. */
function Picture({ cells, area }: PictureProps) {
  const keys = useStore(affected, (state) => state.keys)
  const isForced = useMedia('(forced-colors: active)')
  const image = useRef<SVGImageElement>(null)
  const { x, y, width, height } = area
  useEffect(() => {
    const canvas = document.createElement('canvas')
    canvas.width = Math.ceil(width * SHARPNESS)
    canvas.height = Math.ceil(height * SHARPNESS)
    const pen = canvas.getContext('2d')
    if (pen === null) return undefined
    pen.scale(SHARPNESS, SHARPNESS)
    pen.translate(-x, -y)
    const isFaint = ({ topic, partition }: ReplicaView) =>
      keys !== null && !keys.has(`partition/${topic}-${partition}`)
    const draw = () => {
      pen.clearRect(x, y, width, height)
      drawCells(pen, cells, { colours: coloursNow(isForced), isFaint })
      image.current?.setAttribute('href', canvas.toDataURL())
    }
    draw()
    const themes = new MutationObserver(draw)
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => themes.disconnect()
  }, [cells, x, y, width, height, keys, isForced])
  return <image ref={image} {...area} preserveAspectRatio="none" />
}

/** The colours of the page's theme, or the system's. */
function coloursNow(isForced: boolean): RasterColours {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string, forced: string) =>
    isForced ? forced : style.getPropertyValue(`--${name}`).trim()
  return {
    leader: of('leader', 'CanvasText'),
    replica: of('replica', 'CanvasText'),
    tint: of('tint-replica', 'Canvas'),
    lag: of('lag', 'CanvasText'),
    elr: of('elr', 'CanvasText'),
    offline: of('offline', 'GrayText'),
    danger: of('danger', 'CanvasText'),
  }
}

/** Marks of the cells that are chosen, pointed at, or where the keys are. */
function Reached({ cells }: { readonly cells: readonly RasterCell[] }) {
  const { t } = useWords()
  const here = useStore(current, (state) => state.key)
  const selected = useStore(selection, (state) => keyOfReplica(state.selected))
  const hovered = useStore(selection, (state) => keyOfReplica(replicaOf(state.hovered)))
  const byKey = useMemo(
    () => new Map(cells.map((cell) => [keyOf({ kind: 'replica', ...cell.replica }), cell])),
    [cells],
  )
  const reached = new Set([here, selected, hovered].filter((key) => key !== null))
  return [...reached].map((key) => {
    const cell = byKey.get(key)
    if (cell === undefined) return null
    const { topic, partition, broker, standing } = cell.replica
    return (
      <Mark
        key={key}
        thing={{ kind: 'replica', topic, partition, broker }}
        name={describeReplica(t, cell.replica)}
        box={cell.box}
      >
        <ChipBody standing={standing} box={cell.box} />
      </Mark>
    )
  })
}

function replicaOf(hovered: Hovered | null): Selected | null {
  return hovered?.things.find(({ kind }) => kind === 'replica') ?? null
}

function keyOfReplica(thing: Selected | null): string | null {
  return thing?.kind === 'replica' ? keyOf(thing) : null
}
