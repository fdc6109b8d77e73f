import { useRef, useState } from 'react'
import { LensHead } from '../kit/LensHead'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/useWords'
import { useWords } from '../kit/useWords'
import type { ClusterView } from '~/views/clusterView'
import { exportCsv, exportSvg } from './exportStage'
import { LaterMenuButton } from './LaterMenus'
import { StageDrawing } from './StageDrawing'
import { TextView } from './TextView'
import { useSize } from './useSize'
import type { StagePlan } from './useStageLayout'
import { useStageLayout } from './useStageLayout'
import './stage.css'

/** The cluster stage. EXPERIENCE C1. */
export function ClusterStage() {
  const { t } = useWords()
  const frame = useFrame()
  const { cluster } = frame
  const { size, measure } = useSize()
  const plan = useStageLayout(cluster, size)
  const [isText, setIsText] = useState(false)
  const [isFitted, setIsFitted] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const { layout } = plan
  const scale = scaleOf(plan, size, isFitted)
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
        {isText || layout.form === 'phone' ? null : (
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
            <StageDrawing frame={frame} layout={layout} scale={scale} onFold={plan.onFold} />
          )}
        </div>
      </div>
    </div>
  )
}

function scaleOf(
  { layout }: StagePlan,
  size: { readonly width: number; readonly height: number },
  isFitted: boolean,
): number {
  if (layout.form === 'phone') return size.width / layout.width
  if (!isFitted) return 1
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
