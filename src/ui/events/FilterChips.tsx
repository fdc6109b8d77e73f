import type { EventFilter } from '~/store/details'
import { useFrame } from '../kit/useFrame'
import { processText } from '../kit/text/processText'
import { useWords } from '../kit/text/useWords'

/** What the choosers of the event log narrow it to. */
export type ChosenFilters = Pick<
  EventFilter,
  'family' | 'process' | 'partition' | 'group' | 'key' | 'severity'
>

/** Nothing is narrowed. */
export const NO_FILTERS: ChosenFilters = {
  family: null,
  process: null,
  partition: null,
  group: null,
  key: null,
  severity: null,
}

const FAMILIES = [
  ...(['produce', 'consume', 'replicate', 'group'] as const),
  ...(['transaction', 'control', 'admin'] as const),
]
const SEVERITIES = ['info', 'notice', 'alert'] as const

interface FilterChipsProps {
  readonly chosen: ChosenFilters
  readonly onChoose: (chosen: ChosenFilters) => void
}

/** Narrows the list by family, node, partition, group, key and how much a moment matters. */
export function FilterChips({ chosen, onChoose }: FilterChipsProps) {
  const { t, language } = useWords()
  const { cluster } = useFrame()
  const servers = [...cluster.brokers, ...cluster.controllers].map(({ process }) => process)
  const clients = cluster.clients.map(({ process }) => process)
  const partitions = cluster.topics.flatMap(({ name, internal, partitions: rows }) =>
    internal ? [] : rows.map(({ partition }) => `${name}-${partition}`),
  )
  return (
    <>
      <Choice
        label={t('events.filter.family')}
        value={chosen.family}
        options={FAMILIES.map((one) => [one, t(`events.family.${one}`)])}
        onChoose={(wished) =>
          onChoose({ ...chosen, family: FAMILIES.find((one) => one === wished) ?? null })
        }
      />
      <Choice
        label={t('events.filter.node')}
        value={chosen.process}
        options={[...new Set([...servers, ...clients])].map((one) => [
          one,
          processText(language, one),
        ])}
        onChoose={(process) => onChoose({ ...chosen, process })}
      />
      <Choice
        label={t('events.filter.partition')}
        value={chosen.partition}
        options={partitions.map((one) => [one, one])}
        onChoose={(partition) => onChoose({ ...chosen, partition })}
      />
      {cluster.groups.length === 0 ? null : (
        <Choice
          label={t('events.filter.group')}
          value={chosen.group}
          options={cluster.groups.map(({ id }) => [id, id])}
          onChoose={(group) => onChoose({ ...chosen, group })}
        />
      )}
      <Choice
        label={t('events.filter.severity')}
        value={chosen.severity}
        options={SEVERITIES.map((one) => [one, t(`events.severity.${one}`)])}
        onChoose={(wished) =>
          onChoose({ ...chosen, severity: SEVERITIES.find((one) => one === wished) ?? null })
        }
      />
      <input
        className="events-filter events-key"
        type="search"
        aria-label={t('events.filter.key')}
        placeholder={t('events.filter.keyShort')}
        value={chosen.key ?? ''}
        onChange={({ target }) =>
          onChoose({ ...chosen, key: target.value === '' ? null : target.value })
        }
      />
    </>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string | null
  readonly options: readonly (readonly [string, string])[]
  readonly onChoose: (value: string | null) => void
}

/** A chip that is a chooser: without a choice it says what it narrows by. */
function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <select
      className="chip"
      aria-label={label}
      data-on={value !== null || undefined}
      value={value ?? ''}
      onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
    >
      <option value="">{label}</option>
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
