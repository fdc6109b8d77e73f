import type { WordKey } from '~/words/en'
import { useWords } from '../../kit/useWords'
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

/** How a producer writes. */
export function ProducerFields({ draft, change }: FieldsProps) {
  const { t } = useWords()
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
      <label>
        acks
        <select value={draft.acks} onChange={({ target }) => change({ acks: target.value })}>
          {['all', '1', '0'].map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label className="client-check">
        <input
          type="checkbox"
          checked={draft.idempotence}
          onChange={({ target }) => change({ idempotence: target.checked })}
        />
        {t('client.idempotence')}
      </label>
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
        <input value={draft.groupId} onChange={({ target }) => change({ groupId: target.value })} />
      </label>
      <label>
        auto.offset.reset
        <select value={draft.reset} onChange={({ target }) => change({ reset: target.value })}>
          {['earliest', 'latest'].map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label className="client-check">
        <input
          type="checkbox"
          checked={draft.autoCommit}
          onChange={({ target }) => change({ autoCommit: target.checked })}
        />
        {t('client.autoCommit')}
      </label>
      <NumberField
        word="client.commit"
        max={600_000}
        value={draft.commitMs}
        onValue={(commitMs) => change({ commitMs })}
      />
    </>
  )
}
