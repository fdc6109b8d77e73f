import { useStore } from 'zustand'
import { preferences } from '~/store/preferences'
import type { ClusterView } from '~/views/clusterView'
import { LensHead } from '../kit/lens/LensHead'
import { useWords } from '../kit/text/useWords'
import { StageStatic } from './StageStatic'
import { scaleOf, summaryOf } from './summary'
import { useStagePlan } from './place/useStagePlan'
import { WindowPicker } from './WindowPicker'
import './stage.css'

/** The stage as a still picture, where the live one will stand: it needs no run, its buttons do nothing. */
export function StagePicture({ cluster }: { readonly cluster: ClusterView }) {
  const { t } = useWords()
  const detail = useStore(preferences, (state) => state.detail)
  const { size, measure, plan, zoom } = useStagePlan(cluster)
  const { layout } = plan
  const scale = scaleOf(plan, size, zoom)
  const [width, height] = [layout.width * scale, layout.height * scale]
  return (
    <div className="stage">
      <LensHead title={t('stage.title')} summary={summaryOf(t, cluster)}>
        <button className="text-button">{t('client.add')}</button>
        <button className="text-button">{t('lens.text')}</button>
        {layout.form === 'phone' ? null : (
          <>
            <button className="text-button stage-fit">{t('stage.fit')}</button>
            <button className="text-button stage-fit">{t('stage.arrange')}</button>
          </>
        )}
        <button className="text-button">{t('faults.line')}</button>
        <button className="text-button">{t('export.button')}</button>
        {plan.windows.length > 1 ? <WindowPicker plan={plan} /> : null}
      </LensHead>
      <div className="stage-body">
        <div className="stage-scroll" ref={measure}>
          {size.width === 0 ? null : (
            <div className="stage-sheet" style={{ width, height }}>
              <svg
                role="group"
                className="stage-svg"
                aria-label={t('stage.label')}
                viewBox={`0 0 ${layout.width} ${layout.height}`}
                width={width}
                height={height}
              >
                <StageStatic
                  layout={layout}
                  cluster={cluster}
                  detail={detail}
                  ghosts={NO_GHOSTS}
                  onFold={plan.onFold}
                />
              </svg>
            </div>
          )}
        </div>
      </div>
    </div>
  )
}

const NO_GHOSTS = [] as const
