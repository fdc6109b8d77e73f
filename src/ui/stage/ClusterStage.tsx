import { memo, useCallback, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Frame } from '~/store/frame'
import { currentFrame } from '~/store/frame'
import { allowed, isOff, isVerbAllowed } from '~/store/allowed'
import { arrange, layout } from '~/store/layout'
import { selectPicture, session } from '~/store/session'
import { LensHead } from '../kit/lens/LensHead'
import { TextButton } from '../kit/TextButton'
import { useFrame } from '../kit/useFrame'
import { useTextView } from '../kit/lens/useTextView'
import { useWords } from '../kit/text/useWords'
import type { ClusterView } from '~/views/clusterView'
import { copyReplicas, exportCsv, exportPng, exportSvg } from './exportStage'
import { keptHeads } from './place/heads.geometry'
import { LaterArrange, LaterMenuButton } from './verbs/LaterMenus'
import type { StageLayout } from './place/layout'
import { Question } from './Question'
import { StageDrawing } from './StageDrawing'
import { scaleOf, summaryOf } from './summary'
import { TextView } from './TextView'
import { useStagePlan } from './place/useStagePlan'
import { WindowPicker } from './WindowPicker'
import './stage.css'

/** The frame at the cursor; while the first run is opened its picture stands in its place. */
function useStageFrame(): Frame {
  const frame = useFrame()
  const picture = useStore(session, selectPicture)
  return useMemo(
    () => (picture === null ? frame : { ...frame, cluster: picture }),
    [frame, picture],
  )
}

/** The cluster stage. EXPERIENCE C1. */
export function ClusterStage() {
  const { t } = useWords()
  const frame = useStageFrame()
  const { cluster } = frame
  const { size, measure, plan, zoom } = useStagePlan(cluster)
  const [isText, toggle] = useTextView('stage')
  const isFitted = useStore(layout, (state) => state.isFitted)
  const [isCutting, setIsCutting] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const layers = useCallback(
    () => [...(body.current?.querySelectorAll<SVGSVGElement>('.stage-svg') ?? [])],
    [],
  )
  const { layout: places } = plan
  const scale = scaleOf(plan, size, isFitted ? null : zoom)
  return (
    <div className="stage" data-lens="stage">
      <LensHead title={t('stage.title')} summary={summaryOf(t, cluster)}>
        <AddMenu />
        <TextButton isText={isText} onToggle={toggle} />
        {isText ? null : (
          <DrawnTools {...{ cluster, isCutting }} form={places.form} onCut={setIsCutting} />
        )}
        <ExportMenu layers={layers} isText={isText} />
        {/* Last: topics come later, and what stands before it does not move. */}
        {plan.windows.length > 1 && !isText ? <WindowPicker plan={plan} /> : null}
      </LensHead>
      <div className="stage-body" ref={body}>
        <div
          className="stage-scroll"
          ref={measure}
          onScroll={({ currentTarget }) => keepHeads(currentTarget, places, scale)}
        >
          {isText ? <TextView cluster={cluster} /> : null}
          {isText || size.width === 0 ? null : (
            <StageDrawing
              frame={frame}
              layout={places}
              scale={scale}
              onFold={plan.onFold}
              onCut={isCutting ? () => setIsCutting(false) : null}
            />
          )}
        </div>
        <Question />
      </div>
    </div>
  )
}

interface DrawnToolsProps {
  readonly cluster: ClusterView
  readonly form: StageLayout['form']
  readonly isCutting: boolean
  readonly onCut: (isCutting: boolean) => void
}

/** What can be done to the drawing: its size, its rows and columns, a line across it. */
function DrawnTools({ cluster, form, isCutting, onCut }: DrawnToolsProps) {
  const { t } = useWords()
  const isLineOff = useStore(allowed, () => !isVerbAllowed('partition'))
  const isFitted = useStore(layout, (state) => state.isFitted)
  return (
    <>
      {form === 'phone' ? null : (
        <>
          <button
            className="text-button stage-fit"
            onClick={() => arrange({ isFitted: !isFitted })}
          >
            {t(isFitted ? 'stage.fullSize' : 'stage.fit')}
          </button>
          <ArrangeMenu brokers={cluster.brokers} topics={cluster.topics} />
        </>
      )}
      <button
        className="text-button"
        aria-pressed={isCutting}
        aria-disabled={isLineOff || undefined}
        title={isLineOff ? t('why.notNow.isOff') : undefined}
        onClick={() => (isOff('partition') ? undefined : onCut(!isCutting))}
      >
        {t('faults.line')}
      </button>
    </>
  )
}

/** Keeps the headers of rows and columns in sight, on grounds of their own. */
function keepHeads(room: HTMLElement, layout: StageLayout, scale: number): void {
  const heads = keptHeads({ left: room.scrollLeft, top: room.scrollTop }, layout, scale)
  for (const [name, by] of Object.entries(heads)) {
    room.style.setProperty(`--stage-${name}`, `${by}px`)
    room.style.setProperty(`--stage-${name}-ground`, by > 0 ? '1' : '0')
  }
}

const ArrangeMenu = memo(LaterArrange)

/** Clients that a person places. */
const AddMenu = memo(function AddMenu() {
  const { t } = useWords()
  const isClosed = useStore(allowed, () => !isVerbAllowed('clients'))
  return (
    <LaterMenuButton
      label={t('client.add')}
      className="text-button"
      placement="bottom end"
      actions={(['producer', 'consumer'] as const).map((kind) => ({
        id: kind,
        label: t(`client.add.${kind}`),
        run: () => arrange({ overlay: kind }),
        reason: isClosed ? t('why.notNow.isOff') : null,
      }))}
    />
  )
})

interface ExportProps {
  readonly layers: () => readonly SVGSVGElement[]
  /** Words stand in the drawing's place. */
  readonly isText: boolean
}

/** What is on the stage when its menu is used. */
function shownCluster(): ClusterView {
  return selectPicture(session.getState()) ?? currentFrame().cluster
}

const ExportMenu = memo(function ExportMenu({ layers, isText }: ExportProps) {
  const { t } = useWords()
  const reason = isText ? t('export.noDrawing') : null
  return (
    <LaterMenuButton
      label={t('export.button')}
      className="text-button"
      placement="bottom end"
      actions={[
        { id: 'svg', label: t('export.svg'), run: () => exportSvg(layers()), reason },
        { id: 'png', label: t('export.png'), run: () => exportPng(layers()), reason },
        { id: 'csv', label: t('export.csv'), run: () => exportCsv(shownCluster()) },
        { id: 'text', label: t('export.text'), run: () => copyReplicas(shownCluster()) },
      ]}
    />
  )
})
