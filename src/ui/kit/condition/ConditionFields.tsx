import { useId } from 'react'
import { MACHINES } from '~/charts/machines'
import type { ChoiceProperty, ConditionChoice, ConditionNames } from './conditionChoice'
import {
  idsOf,
  operatorsOf,
  PROPERTIES_OF,
  settled,
  statesOf,
  SUBJECTS,
  valuesOf,
} from './conditionChoice'
import { operatorText, valueText } from './conditionText'
import { machineName } from '../text/machineWords'
import { useFrame } from '../useFrame'
import { useWords } from '../text/useWords'
import './condition.css'
import '../field.css'

interface FieldsProps {
  readonly choice: ConditionChoice
  readonly onChoice: (choice: ConditionChoice) => void
}

/** What is there to choose from at the cursor. */
function useNames(): ConditionNames {
  const { cluster } = useFrame()
  return {
    partitions: cluster.topics.flatMap(({ name, internal, partitions }) =>
      internal ? [] : partitions.map(({ partition }) => `${name}-${partition}`),
    ),
    brokers: cluster.brokers.map(({ id }) => `${id}`),
    controllers: cluster.controllers.map(({ id }) => `${id}`),
    groups: cluster.groups.map(({ id }) => id),
  }
}

/** A condition from its parts: subject · which · property · operator · value. EXPERIENCE (d), (e). */
export function ConditionFields({ choice, onChoice }: FieldsProps) {
  const { t } = useWords()
  const label = useId()
  const names = useNames()
  const set = (part: Partial<ConditionChoice>) => onChoice(settled({ ...choice, ...part }, names))
  return (
    <div className="condition" role="group" aria-labelledby={label}>
      <span id={label} className="visually-hidden">
        {t('condition.title')}
      </span>
      <Choice
        label={t('condition.subject')}
        value={choice.subject}
        options={SUBJECTS.map((subject) => [subject, t(`condition.subject.${subject}`)])}
        onValue={(subject) => set({ subject })}
      />
      {choice.subject === 'transition' ? (
        <Transition choice={choice} set={set} />
      ) : (
        <Property {...{ choice, set, names }} properties={PROPERTIES_OF[choice.subject]} />
      )}
    </div>
  )
}

interface PartProps {
  readonly choice: ConditionChoice
  readonly set: (part: Partial<ConditionChoice>) => void
}

function Property({
  choice,
  set,
  names,
  properties,
}: PartProps & {
  readonly names: ConditionNames
  readonly properties: readonly ChoiceProperty[]
}) {
  const { t } = useWords()
  const { subject, property, operator, value } = choice
  const ids = idsOf(choice, names)
  const values = valuesOf(property, names)
  return (
    <>
      {subject === 'any' ? null : (
        <Choice
          label={t('condition.which')}
          value={choice.id}
          options={ids.map((id) => [id, id === '' ? t('condition.any') : id])}
          onValue={(id) => set({ id })}
        />
      )}
      <Choice
        label={t('condition.property')}
        value={property}
        options={properties.map((one) => [one, t(`condition.property.${one}`)])}
        onValue={(one) => set({ property: one })}
      />
      <Choice
        label={t('condition.operator')}
        value={operator}
        options={operatorsOf(property).map((one) => [one, operatorText(t, property, one)])}
        onValue={(one) => set({ operator: one })}
      />
      {operator === 'changes' ? null : values === null ? (
        <label className="condition-part">
          <span>{t('condition.value')}</span>
          <input
            className="field"
            type="number"
            min="0"
            step="1"
            value={value}
            onChange={({ target }) => set({ value: target.value })}
          />
        </label>
      ) : (
        <Choice
          label={t('condition.value')}
          value={value}
          options={values.map((one) => [one, valueText(t, property, one)])}
          onValue={(one) => set({ value: one })}
        />
      )}
    </>
  )
}

/** From a state into another, of a machine. */
function Transition({ choice, set }: PartProps) {
  const { t } = useWords()
  const { machine, from, to } = choice
  const states = ['', ...statesOf(machine)].map(
    (state) => [state, state === '' ? t('condition.any') : state] as const,
  )
  return (
    <>
      <Choice
        label={t('condition.machine')}
        value={machine}
        options={MACHINES.map(({ id }): readonly [string, string] => [id, machineName(id, t)])}
        onValue={(one) => set({ machine: one })}
      />
      <Choice
        label={t('condition.from')}
        value={from}
        options={states}
        onValue={(state) => set({ from: state })}
      />
      <Choice
        label={t('condition.to')}
        value={to}
        options={states}
        onValue={(state) => set({ to: state })}
      />
    </>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly (readonly [T, string])[]
  readonly onValue: (value: T) => void
}

function Choice<T extends string>({ label, value, options, onValue }: ChoiceProps<T>) {
  return (
    <label className="condition-part">
      <span>{label}</span>
      <select
        className="field"
        value={value}
        onChange={({ target }) => {
          const found = options.find(([key]) => key === target.value)
          if (found !== undefined) onValue(found[0])
        }}
      >
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
