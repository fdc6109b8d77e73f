import { useState } from 'react'
import { useStore } from 'zustand'
import type { Comparing, Which } from '~/store/compare'
import { compare, comparedView, compareFurtherOn, stopComparing } from '~/store/compare'
import { currentRun, session } from '~/store/session'
import { branchName } from '../../kit/text/branchName'
import { seconds } from '../../kit/text/format'
import { useFrame, useNow } from '../../kit/useFrame'
import type { Place } from '../../kit/lens/useShownPartitions'
import { useWords } from '../../kit/text/useWords'
import { CompareAxis } from './CompareAxis'
import { ComparedLogs } from './ComparedLogs'
import { ComparedStage } from './ComparedStage'
import { verdictText } from './differenceText'
import { namesOf, useComparison } from './useComparison'
import './compare.css'

/** What the pair shows: the stages, or the logs of one partition. */
type Pair = 'stage' | Place

/** Two futures in one lens pair, over one time axis from their fork. EXPERIENCE, Compare. */
export function Compare() {
  const { t } = useWords()
  const now = useComparison()
  return (
    <div className="compare">
      {now === null ? (
        <>
          <div className="lens-head">
            <h2>{t('compare.title')}</h2>
            <button className="text-button compare-close" onClick={stopComparing}>
              {t('compare.close')}
            </button>
          </div>
          <p className="compare-none">{t('compare.one')}</p>
        </>
      ) : (
        <Compared now={now} />
      )}
    </div>
  )
}

function Compared({ now }: { readonly now: Comparing }) {
  const { t } = useWords()
  const [pair, setPair] = useState<Pair>('stage')
  const names = namesOf(now)
  const { result } = now
  return (
    <>
      <div className="lens-head">
        <h2>{t('compare.title')}</h2>
        <Chooser which="a" now={now} />
        <Chooser which="b" now={now} />
        <PairChooser pair={pair} onPair={setPair} />
        <div className="lens-tools">
          <button className="text-button" onClick={compareFurtherOn} disabled={result === null}>
            {t('compare.further')}
          </button>
          <button className="text-button compare-close" onClick={stopComparing}>
            {t('compare.close')}
          </button>
        </div>
      </div>
      <p className="compare-verdict" role="status">
        {result === null
          ? t('compare.working', { time: seconds(now.horizon) })
          : verdictText(t, result, names)}
      </p>
      <div className="compare-pair">
        {(['a', 'b'] as const).map((which) => (
          <Side key={which} which={which} name={names[which]} pair={pair} />
        ))}
      </div>
      {result === null ? null : <CompareAxis result={result} names={names} />}
    </>
  )
}

interface SideProps {
  readonly which: Which
  readonly name: string
  readonly pair: Pair
}

function Side({ which, name, pair }: SideProps) {
  useFrame()
  useNow()
  const own = comparedView(which)
  const other = comparedView(which === 'a' ? 'b' : 'a')
  if (own === null || other === null) return null
  return (
    <section className="compare-side" aria-label={name}>
      <h3 className="compare-name">{name}</h3>
      {pair === 'stage' ? (
        <ComparedStage own={own} other={other} name={name} />
      ) : (
        <ComparedLogs which={which} name={name} place={pair} />
      )}
    </section>
  )
}

interface ChooserProps {
  readonly which: Which
  readonly now: Comparing
}

function Chooser({ which, now }: ChooserProps) {
  const { t } = useWords()
  useStore(session, (state) => state.version)
  return (
    <select
      className="quiet-select"
      aria-label={t(`compare.choose.${which}`)}
      value={now[which]}
      onChange={({ target }) => {
        const id = Number(target.value)
        const { a, b } = now
        const isSwap = id === (which === 'a' ? b : a)
        compare(isSwap ? { a: b, b: a } : { a, b, [which]: id })
      }}
    >
      {currentRun()
        .branches()
        .map((branch) => (
          <option key={branch.id} value={branch.id}>
            {branchName(branch)}
          </option>
        ))}
    </select>
  )
}

interface PairProps {
  readonly pair: Pair
  readonly onPair: (pair: Pair) => void
}

function PairChooser({ pair, onPair }: PairProps) {
  const { t } = useWords()
  const { cluster } = useFrame()
  const places = cluster.topics.flatMap(({ name, internal, partitions }) =>
    internal ? [] : partitions.map(({ partition }): Place => ({ topic: name, partition })),
  )
  const keyOf = (place: Pair) => (place === 'stage' ? '' : `${place.topic}-${place.partition}`)
  return (
    <select
      className="quiet-select"
      aria-label={t('compare.lens')}
      value={keyOf(pair)}
      onChange={({ target }) =>
        onPair(places.find((place) => keyOf(place) === target.value) ?? 'stage')
      }
    >
      <option value="">{t('tab.stage')}</option>
      {places.map((place) => (
        <option key={keyOf(place)} value={keyOf(place)}>
          {t('compare.logsOf', { partition: keyOf(place) })}
        </option>
      ))}
    </select>
  )
}
