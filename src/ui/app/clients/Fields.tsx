import type { WordKey } from '~/words/en'
import { useWords } from '../../kit/text/useWords'
import type { Draft } from './draft'

interface FieldsProps {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
}

interface NumberFieldProps {
  readonly word: WordKey
  readonly value: number
  readonly max: number
  readonly onValue: (value: number) => void
}

/** A whole number from 0. */
export function NumberField({ word, value, max, onValue }: NumberFieldProps) {
  const { t } = useWords()
  return (
    <label>
      {t(word)}
      <input
        className="field"
        type="number"
        min={0}
        max={max}
        step={1}
        value={value}
        onChange={({ target }) => {
          const given = Math.round(Number(target.value))
          if (Number.isFinite(given)) onValue(Math.max(0, Math.min(max, given)))
        }}
      />
    </label>
  )
}

interface ChoiceFieldProps {
  /** Kafka's name of the setting. */
  readonly setting: string
  readonly choices: readonly string[]
  readonly value: string
  readonly onValue: (value: string) => void
}

/** One of the values that a setting of Kafka's may have. */
function ChoiceField({ setting, choices, value, onValue }: ChoiceFieldProps) {
  return (
    <label>
      {setting}
      <select className="field" value={value} onChange={({ target }) => onValue(target.value)}>
        {choices.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  )
}

interface CheckFieldProps {
  readonly word: WordKey
  readonly value: boolean
  readonly onValue: (value: boolean) => void
}

/** Yes or no. */
function CheckField({ word, value, onValue }: CheckFieldProps) {
  const { t } = useWords()
  return (
    <label className="client-check">
      <input type="checkbox" checked={value} onChange={({ target }) => onValue(target.checked)} />
      {t(word)}
    </label>
  )
}

/** How a producer writes. */
export function ProducerFields({ draft, change }: FieldsProps) {
  return (
    <>
      <NumberField
        word="client.rate"
        max={1000}
        value={draft.ratePerSecond}
        onValue={(ratePerSecond) => change({ ratePerSecond })}
      />
      <NumberField
        word="client.size"
        max={900_000}
        value={draft.sizeBytes}
        onValue={(sizeBytes) => change({ sizeBytes })}
      />
      <NumberField
        word="client.skew"
        max={1000}
        value={draft.keySkew}
        onValue={(keySkew) => change({ keySkew })}
      />
      <ChoiceField
        setting="acks"
        choices={['all', '1', '0']}
        value={draft.acks}
        onValue={(acks) => change({ acks })}
      />
      <CheckField
        word="client.idempotence"
        value={draft.idempotence}
        onValue={(idempotence) => change({ idempotence })}
      />
      <NumberField
        word="client.linger"
        max={60_000}
        value={draft.lingerMs}
        onValue={(lingerMs) => change({ lingerMs })}
      />
      <NumberField
        word="client.batch"
        max={1_048_576}
        value={draft.batchSize}
        onValue={(batchSize) => change({ batchSize })}
      />
    </>
  )
}

/** How a consumer reads. */
export function ConsumerFields({ draft, change }: FieldsProps) {
  const { t } = useWords()
  return (
    <>
      <label>
        {t('client.group')}
        <input
          className="field"
          value={draft.groupId}
          onChange={({ target }) => change({ groupId: target.value })}
        />
      </label>
      <ChoiceField
        setting="auto.offset.reset"
        choices={['earliest', 'latest']}
        value={draft.reset}
        onValue={(reset) => change({ reset })}
      />
      <CheckField
        word="client.autoCommit"
        value={draft.autoCommit}
        onValue={(autoCommit) => change({ autoCommit })}
      />
      <NumberField
        word="client.commit"
        max={600_000}
        value={draft.commitMs}
        onValue={(commitMs) => change({ commitMs })}
      />
    </>
  )
}
