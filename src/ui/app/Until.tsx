import { useState } from 'react'
import { useStore } from 'zustand'
import { arrange } from '~/store/layout'
import { runUntil } from '~/store/playback'
import { currentRun, seek } from '~/store/session'
import type { KafkaCondition } from '~/store/until'
import { currentHits, until, watchFor } from '~/store/until'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'
import { Layer } from '../kit/Layer'
import { conditionOf, ERRORS, KINDS, STATES } from './conditionParts'
import type { Kind, Parts } from './conditionParts'
import './futures.css'

const FIRST: Parts = {
  kind: 'isrBelow',
  partition: '',
  number: '2',
  error: ERRORS[0],
  state: STATES[0],
}

/** Conditions built from parts: tested over the past at once, they stop play in the future. EXPERIENCE (d). */
export function Until() {
  const { t } = useWords()
  const [parts, setParts] = useState(FIRST)
  const condition = conditionOf(parts)
  const set = (part: Partial<Parts>) => setParts((old) => ({ ...old, ...part }))
  return (
    <Layer title={t('until.title')}>
      <form
        className="layer-body until"
        onSubmit={(event) => {
          event.preventDefault()
          if (condition !== null) watchFor(condition)
        }}
      >
        <div className="until-parts">
          <Choice
            label={t('until.what')}
            value={parts.kind}
            options={KINDS.map((kind) => [kind, t(`until.kind.${kind}`)])}
            onChange={(kind) => set({ kind: KINDS.find((one) => one === kind) ?? 'isrBelow' })}
          />
          <More parts={parts} onParts={set} />
        </div>
        <button className="button" type="submit" disabled={condition === null}>
          {t('until.test')}
        </button>
      </form>
      <Found condition={condition} />
    </Layer>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [string, string])[]
  readonly onChange: (value: string) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label className="until-part">
      <span>{label}</span>
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

const OF_PARTITION: readonly Kind[] = ['isrBelow', 'leaderChanged', 'committed']
const OF_NUMBER: readonly Kind[] = ['isrBelow', 'committed', 'brokerFenced']

function numberOf(kind: Kind): 'isrBelow' | 'committed' | 'brokerFenced' {
  return kind === 'isrBelow' || kind === 'committed' ? kind : 'brokerFenced'
}

interface MoreProps {
  readonly parts: Parts
  readonly onParts: (part: Partial<Parts>) => void
}

/** The other parts that a kind has. */
function More({ parts, onParts }: MoreProps) {
  const { t } = useWords()
  const { cluster } = useFrame()
  const { kind } = parts
  const names = cluster.topics.flatMap(({ name, internal, partitions }) =>
    internal ? [] : partitions.map(({ partition }) => `${name}-${partition}`),
  )
  const any = ['', t('until.any')] as const
  const isRequired = kind === 'committed'
  return (
    <>
      {OF_PARTITION.includes(kind) ? (
        <Choice
          label={t('until.partition')}
          value={parts.partition}
          options={[
            isRequired ? (['', '–'] as const) : any,
            ...names.map((name) => [name, name] as const),
          ]}
          onChange={(partition) => onParts({ partition })}
        />
      ) : null}
      {OF_NUMBER.includes(kind) ? (
        <label className="until-part">
          <span>{t(`until.number.${numberOf(kind)}`)}</span>
          <input
            type="number"
            min="0"
            value={parts.number}
            onChange={({ target }) => onParts({ number: target.value })}
          />
        </label>
      ) : null}
      {kind === 'refused' ? (
        <Choice
          label={t('until.error')}
          value={parts.error}
          options={ERRORS.map((error) => [error, error])}
          onChange={(error) => onParts({ error })}
        />
      ) : null}
      {kind === 'entered' ? (
        <Choice
          label={t('until.state')}
          value={parts.state}
          options={STATES.map((state) => [state, state.replace('/', ' → ')])}
          onChange={(state) => onParts({ state })}
        />
      ) : null}
    </>
  )
}

/** How often it has held in this future, and the ways to where it did and will. */
function Found({ condition }: { readonly condition: KafkaCondition | null }) {
  const { t } = useWords()
  const { index } = useFrame()
  const watched = useStore(until, (state) => state.condition)
  if (watched === null) return <p className="layer-body">{t('until.none')}</p>
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
  const isOther = condition !== null && JSON.stringify(condition) !== JSON.stringify(watched)
  return (
    <div className="layer-body">
      <p role="status">
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
    </div>
  )
}
