import { useStore } from 'zustand'
import { runUntil } from '~/store/playback'
import type { KafkaCondition } from '~/store/until'
import { isSameCondition, until, watchFor } from '~/store/until'
import { useWords } from '../kit/text/useWords'

/** Stops play whenever an edge is taken, and runs on until it is. EXPERIENCE C6. */
export function BreakHere({ condition }: { readonly condition: KafkaCondition }) {
  const { t } = useWords()
  const isWatched = useStore(until, (state) => isSameCondition(state.condition, condition))
  return (
    <p className="chart-break">
      <button
        className="button"
        aria-pressed={isWatched}
        onClick={() => watchFor(isWatched ? null : condition)}
      >
        {t('chart.break')}
      </button>
      {isWatched ? (
        <button className="button" onClick={runUntil}>
          {t('chart.break.run')}
        </button>
      ) : null}
    </p>
  )
}
