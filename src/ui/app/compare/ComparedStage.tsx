import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { preferences } from '~/store/preferences'
import type { ClusterView } from '~/views/clusterView'
import { useWords } from '../../kit/text/useWords'
import type { StageLayout } from '../../stage/place/layout'
import { StageStatic } from '../../stage/StageStatic'
import { shapeKey, shapeOf } from '../../stage/place/shape'
import { layoutMatrix } from '../../stage/place/stage.geometry'
import type { Size } from '../../stage/place/useSize'
import { useSize } from '../../stage/place/useSize'
import { differingPlaces } from './differing.geometry'
import '../../stage/stage.css'

interface StageProps {
  readonly own: ClusterView
  readonly other: ClusterView
  readonly name: string
}

/** The stage of one future as a picture; what stands otherwise than in the other has a diamond. */
export function ComparedStage({ own, other, name }: StageProps) {
  const { t } = useWords()
  const detail = useStore(preferences, (state) => state.detail)
  const { size, measure } = useSize()
  const layout = useMatrix(own, size)
  const places = useMemo(() => differingPlaces(layout, own, other), [layout, own, other])
  const scale = Math.min(1, size.width / layout.width, size.height / layout.height)
  const [width, height] = [layout.width * scale, layout.height * scale]
  return (
    <div className="compare-room" ref={measure}>
      {size.width === 0 ? null : (
        <svg
          role="img"
          className="stage-svg"
          aria-label={t('compare.stage', { name, count: places.length })}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          width={width}
          height={height}
        >
          <g ref={makeInert}>
            <StageStatic
              layout={layout}
              cluster={own}
              detail={detail}
              ghosts={NO_GHOSTS}
              onFold={keepFold}
            />
          </g>
          {places.map(({ key, x, y }) => (
            <path
              key={key}
              className="compare-place"
              transform={`translate(${x} ${y})`}
              d="M0 -9l9 9l-9 9l-9 -9z"
            />
          ))}
        </svg>
      )}
    </div>
  )
}

const NO_GHOSTS = [] as const
const NONE_TOGGLED: ReadonlySet<string> = new Set()
/** The matrix is not laid out narrower than this, px: it is drawn smaller instead. */
const NARROWEST = 680

/** A picture has no buttons. */
function keepFold(): void {
  return undefined
}

/** The matrix in the room of one side; again only when what stands there, or the room, changes. */
function useMatrix(cluster: ClusterView, { width, height }: Size): StageLayout {
  const key = shapeKey(cluster)
  const [kept, setKept] = useState(() => ({ key, shape: shapeOf(cluster) }))
  if (kept.key !== key) setKept({ key, shape: shapeOf(cluster) })
  const { shape } = kept
  return useMemo(() => {
    const drawn = Math.max(NARROWEST, width)
    const wish = {
      shape,
      toggled: NONE_TOGGLED,
      width: drawn,
      height: height * (drawn / Math.max(1, width)),
    }
    return layoutMatrix(wish)
  }, [shape, width, height])
}

/** Its marks are no stops and take no presses: it is a picture. React knows `inert` on HTML only. */
function makeInert(element: SVGGElement | null): void {
  element?.setAttribute('inert', '')
}
