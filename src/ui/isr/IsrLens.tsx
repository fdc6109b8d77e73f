import { useRef } from 'react'
import { useStore } from 'zustand'
import { currentIsr } from '~/store/isr'
import { currentRun, session } from '~/store/session'
import type { IsrHistory } from '~/views/isrHistory'
import { InWords } from '../kit/lens/InWords'
import { Lens } from '../kit/lens/Lens'
import { useFrame } from '../kit/useFrame'
import { useShownPartitions } from '../kit/lens/useShownPartitions'
import { useTextView } from '../kit/lens/useTextView'
import { useWidth } from '../kit/useWidth'
import { useWords } from '../kit/text/useWords'
import { layoutIsr } from './isr.geometry'
import { IsrDrawing } from './IsrDrawing'
import { IsrMatrix } from './IsrMatrix'
import { IsrTable } from './IsrTable'
import { IsrTools } from './IsrTools'
import { useStretches } from './useStretches'
import './isr.css'

/** Who was in sync, over simulated time. EXPERIENCE C3. */
export function IsrLens() {
  const { cluster, index } = useFrame()
  const { t } = useWords()
  const [isText, toggle] = useTextView('isr')
  const shown = useShownPartitions(cluster.topics, index)
  const drawings = useRef<HTMLDivElement>(null)
  const histories = shown.places.map(currentIsr)
  const tools = (
    <IsrTools
      shown={shown}
      histories={histories}
      isText={isText}
      onText={toggle}
      drawings={() => [...(drawings.current?.querySelectorAll('svg') ?? [])]}
    />
  )
  const changes = histories.reduce((sum, history) => sum + history.changes.length, 0)
  const summary = t('isr.summary', { partitions: histories.length, changes })
  return (
    <Lens name="isr" title={t('tab.isr')} summary={summary} tools={tools}>
      {histories.length === 0 ? (
        <p className="lens-none">{t('isr.none')}</p>
      ) : isText ? (
        <InWords label={t('tab.isr')}>
          {histories.map((history) => (
            <IsrTable key={`${history.topic}-${history.partition}`} history={history} />
          ))}
        </InWords>
      ) : (
        <div className="isr-drawings" ref={drawings}>
          <Drawings histories={histories} />
        </div>
      )}
    </Lens>
  )
}

/** The end of what is drawn, µs: that of the branch, or the instant shown while nothing happens. */
function shownEnd({ now }: { readonly now: number }): number {
  const run = currentRun()
  const newest = run.endIndex() === 0 ? 0 : run.timeAt(run.endIndex() - 1)
  return Math.max(newest, now)
}

function Drawings({ histories }: { readonly histories: readonly IsrHistory[] }) {
  const { t } = useWords()
  const [measure, width] = useWidth()
  const { told, tab, handlers } = useStretches()
  const end = useStore(session, shownEnd)
  const room = { width: Math.max(240, width), end }
  const [only] = histories
  return (
    <>
      <div className="isr-plot" ref={measure} {...handlers}>
        {only !== undefined && histories.length === 1 ? (
          <IsrDrawing
            history={only}
            layout={layoutIsr(only, { ...room, word: (standing) => t(`standing.${standing}`) })}
            tab={tab}
          />
        ) : (
          <IsrMatrix histories={histories} {...room} tab={tab} />
        )}
      </div>
      <p className="isr-told">{told ?? t('isr.hint')}</p>
    </>
  )
}
