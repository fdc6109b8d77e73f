import { ConditionFields } from '../kit/condition/ConditionFields'
import { useWords } from '../kit/text/useWords'
import type { TimeWish } from './faultPlan'

const WHENS = ['now', 'at', 'every', 'random', 'when'] as const

interface FieldsProps {
  readonly wish: TimeWish
  readonly onWish: (wish: TimeWish) => void
  /** A repair is done now. */
  readonly isRepair: boolean
}

/** When a fault strikes, and for how long. */
export function WhenFields({ wish, onWish, isRepair }: FieldsProps) {
  const { t } = useWords()
  if (isRepair) return null
  const set = (part: Partial<TimeWish>) => onWish({ ...wish, ...part })
  return (
    <>
      <label className="faults-field">
        {t('faults.when')}
        <select
          className="quiet-select"
          value={wish.when}
          onChange={({ target }) => {
            const when = WHENS.find((one) => one === target.value)
            if (when !== undefined) set({ when })
          }}
        >
          {WHENS.map((when) => (
            <option key={when} value={when}>
              {t(`faults.when.${when}`)}
            </option>
          ))}
        </select>
      </label>
      <TimeFields wish={wish} set={set} />
      <NumberField label={t('faults.for')} value={wish.lasts} onValue={(lasts) => set({ lasts })} />
    </>
  )
}

interface TimeProps {
  readonly wish: TimeWish
  readonly set: (part: Partial<TimeWish>) => void
}

function TimeFields({ wish, set }: TimeProps) {
  const { t } = useWords()
  switch (wish.when) {
    case 'now':
      return null
    case 'at':
      return (
        <NumberField
          label={t('faults.at')}
          value={wish.at}
          onValue={(at) => set({ at: at ?? 0 })}
        />
      )
    case 'every':
      return (
        <NumberField
          label={t('faults.every')}
          value={wish.every}
          onValue={(every) => set({ every: every ?? 1 })}
        />
      )
    case 'random':
      return (
        <>
          <NumberField
            label={t('faults.mean')}
            value={wish.mean}
            onValue={(mean) => set({ mean: mean ?? 1 })}
          />
          <NumberField
            label={t('faults.seed')}
            value={wish.seed}
            onValue={(seed) => set({ seed: Math.round(seed ?? 1) })}
          />
        </>
      )
    case 'when':
      return (
        <ConditionFields choice={wish.condition} onChoice={(condition) => set({ condition })} />
      )
  }
}

interface NumberProps {
  readonly label: string
  readonly value: number | null
  readonly onValue: (value: number | null) => void
}

function NumberField({ label, value, onValue }: NumberProps) {
  return (
    <label className="faults-field">
      {label}
      <input
        type="number"
        className="faults-number field"
        min="0"
        step="any"
        value={value ?? ''}
        onChange={({ target }) => onValue(target.value === '' ? null : Number(target.value))}
      />
    </label>
  )
}
