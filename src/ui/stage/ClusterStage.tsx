import { useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { layout } from '~/store/layout'
import { LensHead } from '../kit/LensHead'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/useWords'
import { useWords } from '../kit/useWords'
import type { ClusterView } from '~/views/clusterView'
import { exportCsv, exportSvg } from './exportStage'
import { LaterMenuButton } from './LaterMenus'
import { StageDrawing } from './StageDrawing'
import { TextView } from './TextView'
import type { Size } from './useSize'
import { useSize } from './useSize'
import type { StagePlan } from './useStageLayout'
import { useStageLayout } from './useStageLayout'
import './stage.css'

/** EXPERIENCE (b): glyphs of a projector are 1.6 times as large. */
const LARGEST_ZOOM = 1.6
/** The width that the matrix is drawn for then, px. */
const PRESENTED_WIDTH = 1060

/** The cluster stage. EXPERIENCE C1. */
export function ClusterStage() {
  const { t } = useWords()
  const frame = useFrame()
  const { cluster } = frame
  const { size, measure } = useSize()
  const isPresenting = useStore(layout, (state) => state.isPresenting)
  const zoom = isPresenting ? zoomOf(size) : 1
  const plan = useStageLayout(cluster, useZoomed(size, zoom))
  const [isText, setIsText] = useState(false)
  const [isFitted, setIsFitted] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const { layout: places } = plan
  const scale = scaleOf(plan, size, isFitted ? null : zoom)
  return (
    <div
      className="stage"
      onKeyDown={(event) => {
        if (event.code !== 'KeyT' || event.ctrlKey || event.metaKey || event.altKey) return
        event.stopPropagation()
        setIsText((old) => !old)
      }}
    >
      <LensHead title={t('stage.title')} summary={summaryOf(t, cluster)}>
        {plan.windows.length > 1 && !isText ? <WindowPicker plan={plan} /> : null}
        <button className="text-button" onClick={() => setIsText(!isText)}>
          {t(isText ? 'stage.drawing' : 'stage.text')}
        </button>
        {isText || places.form === 'phone' ? null : (
          <button className="text-button" onClick={() => setIsFitted(!isFitted)}>
            {t(isFitted ? 'stage.fullSize' : 'stage.fit')}
          </button>
        )}
        <ExportMenu
          cluster={cluster}
          layers={() => [...(body.current?.querySelectorAll<SVGSVGElement>('.stage-svg') ?? [])]}
        />
      </LensHead>
      <div className="stage-body" ref={body}>
        <div className="stage-scroll" ref={measure}>
          {isText ? <TextView cluster={cluster} /> : null}
          {isText || size.width === 0 ? null : (
            <StageDrawing frame={frame} layout={places} scale={scale} onFold={plan.onFold} />
          )}
        </div>
      </div>
    </div>
  )
}

/** For a projector everything is drawn larger, as far as its columns still have room. */
function zoomOf({ width }: { readonly width: number }): number {
  return Math.max(1, Math.min(LARGEST_ZOOM, width / PRESENTED_WIDTH))
}

function useZoomed({ width, height }: Size, zoom: number): Size {
  return useMemo(
    () => ({ width: Math.floor(width / zoom), height: Math.floor(height / zoom) }),
    [width, height, zoom],
  )
}

function scaleOf(
  { layout }: StagePlan,
  size: { readonly width: number; readonly height: number },
  zoom: number | null,
): number {
  if (layout.form === 'phone') return size.width / layout.width
  if (zoom !== null) return zoom
  return Math.min(1, size.width / layout.width, size.height / layout.height)
}

function summaryOf(t: Say, cluster: ClusterView): string {
  const partitions = cluster.topics.flatMap((topic) => (topic.internal ? [] : topic.partitions))
  const under = partitions.filter(({ isr, replicas }) => isr.length < replicas.length).length
  const cuts = cluster.links.filter(({ cut }) => cut).length
  const words = t('stage.summary', {
    brokers: cluster.brokers.length,
    partitions: partitions.length,
    under,
  })
  return cuts === 0 ? words : `${words} · ${t('stage.cuts', { count: cuts })}`
}

/** Which columns a phone shows. */
function WindowPicker({ plan }: { readonly plan: StagePlan }) {
  const { t } = useWords()
  return (
    <select
      className="stage-picker"
      aria-label={t('stage.columns')}
      value={plan.shown}
      onChange={(event) => plan.onShow(Number(event.target.value))}
    >
      {plan.windows.map(({ topic, partitions }, index) => (
        <option key={`${topic}/${partitions[0] ?? 0}`} value={index}>
          {t('stage.window', {
            topic,
            first: String(partitions[0] ?? 0),
            last: String(partitions.at(-1) ?? 0),
          })}
        </option>
      ))}
    </select>
  )
}

interface ExportProps {
  readonly cluster: ClusterView
  readonly layers: () => readonly SVGSVGElement[]
}

function ExportMenu({ cluster, layers }: ExportProps) {
  const { t } = useWords()
  return (
    <LaterMenuButton
      label={t('stage.export')}
      className="text-button"
      placement="bottom end"
      actions={[
        { id: 'svg', label: t('stage.exportSvg'), run: () => exportSvg(layers()) },
        { id: 'csv', label: t('stage.exportCsv'), run: () => exportCsv(cluster) },
      ]}
    />
  )
}
