import { useState } from 'react'
import { useStore } from 'zustand'
import { arrange } from '~/store/layout'
import { runUntil } from '~/store/playback'
import { currentRun, seek } from '~/store/session'
import type { KafkaCondition } from '~/store/until'
import { currentHits, isSameCondition, until, watchFor } from '~/store/until'
import { ConditionFields } from '../kit/condition/ConditionFields'
import type { ConditionChoice } from '../kit/condition/conditionChoice'
import { choiceOf, conditionOf, FIRST_CHOICE } from '../kit/condition/conditionChoice'
import { conditionText } from '../kit/condition/conditionText'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { Layer } from '../kit/Layer'
import './futures.css'

/** Conditions built from parts: tested over the past at once, they stop play in the future. EXPERIENCE (d). */
export function Until() {
  const { t } = useWords()
  const watched = useStore(until, (state) => state.condition)
  const [chosen, setChoice] = useState<ConditionChoice | null>(null)
  const choice = chosen ?? choiceOf(watched) ?? FIRST_CHOICE
  const condition = conditionOf(choice)
  return (
    <Layer title={t('until.title')}>
      <div className="layer-body">
        <form
          className="until"
          onSubmit={(event) => {
            event.preventDefault()
            if (condition !== null) watchFor(condition)
          }}
        >
          <ConditionFields choice={choice} onChoice={setChoice} />
          <button className="button" type="submit" disabled={condition === null}>
            {t('until.test')}
          </button>
        </form>
        <Found
          watched={watched}
          isOther={chosen !== null && !isSameCondition(condition, watched)}
        />
      </div>
    </Layer>
  )
}

interface FoundProps {
  readonly watched: KafkaCondition | null
  /** Other parts have been chosen than those of what is looked for. */
  readonly isOther: boolean
}

/** How often it has held in this future, and the ways to where it did and will. */
function Found({ watched, isOther }: FoundProps) {
  const { t } = useWords()
  const { index } = useFrame()
  if (watched === null) return <p>{t('until.none')}</p>
  const hits = currentHits()
  const before = hits.findLast((hit) => hit < index - 1)
  const after = hits.find((hit) => hit >= index)
  const go = (hit: number) => {
    arrange({ overlay: null })
    seek(hit + 1)
  }
  const runOn = () => {
    arrange({ overlay: null })
    runUntil()
  }
  return (
    <>
      <p role="status">
        <strong>{conditionText(t, watched)}</strong>
        <br />
        {t('until.found', { count: hits.length, events: currentRun().endIndex() })}
      </p>
      <p className="until-deeds">
        <button
          className="button"
          disabled={before === undefined}
          onClick={() => (before === undefined ? undefined : go(before))}
        >
          {t('until.before')}
        </button>
        <button
          className="button"
          disabled={after === undefined}
          onClick={() => (after === undefined ? undefined : go(after))}
        >
          {t('until.after')}
        </button>
        <button className="button" data-primary disabled={isOther} onClick={runOn}>
          {t('until.run')}
        </button>
        <button className="button" onClick={() => watchFor(null)}>
          {t('until.clear')}
        </button>
      </p>
    </>
  )
}
