import type { KafkaCondition } from '~/store/until'
import { isWordKey } from '~/words/en'
import type { ChoiceOperator, ChoiceProperty } from './conditionChoice'
import { isBySign } from './conditionChoice'
import { machineName } from '../text/machineWords'
import type { Say } from '../text/useWords'

const SIGNS: Readonly<Record<Exclude<ChoiceOperator, 'changes'>, string>> = {
  eq: '=',
  ne: '≠',
  lt: '<',
  le: '≤',
  gt: '>',
  ge: '≥',
}

/** An operator as it is said of a property. */
export function operatorText(t: Say, property: ChoiceProperty, operator: ChoiceOperator): string {
  if (operator === 'changes') return t('condition.changes')
  if (isBySign(property)) return SIGNS[operator]
  return t(operator === 'ne' ? 'condition.isNot' : 'condition.is')
}

/** A value as it is said of a property; Kafka's own names stand as they are. */
export function valueText(t: Say, property: ChoiceProperty, value: string): string {
  const key = property === 'momentKind' ? `momentKind.${value}` : `condition.value.${value}`
  return isWordKey(key) ? t(key) : value
}

type Property = Extract<KafkaCondition, { type: 'property' }>

/** What conditions without parts, as older runs hold them, are in parts. */
function inParts(condition: KafkaCondition): KafkaCondition {
  const of = (
    subject: Property['subject'],
    id: string | null,
    property: Property['property'],
  ): Pick<Property, 'type' | 'subject' | 'id' | 'property'> => ({
    type: 'property',
    subject,
    id,
    property,
  })
  switch (condition.type) {
    case 'leaderChanged':
      return { ...of('partition', condition.partition, 'leader'), operator: 'changes', value: null }
    case 'isrBelow': {
      const { partition, size } = condition
      return { ...of('partition', partition, 'isrSize'), operator: 'lt', value: size }
    }
    case 'brokerFenced': {
      const id = condition.broker === null ? null : `${condition.broker}`
      return { ...of('broker', id, 'fenced'), operator: 'eq', value: 'yes' }
    }
    case 'controllerElected':
      return { ...of('any', null, 'activeController'), operator: 'changes', value: null }
    case 'committed': {
      const { partition, offset } = condition
      return { ...of('partition', partition, 'highWatermark'), operator: 'ge', value: offset }
    }
    case 'refused':
      return { ...of('any', null, 'error'), operator: 'eq', value: condition.error }
    case 'entered':
      return { type: 'transition', machine: condition.machine, from: null, to: condition.state }
    default:
      return condition
  }
}

/** Who a condition is about. */
function whoText(t: Say, { subject, id }: Property): string {
  if (id === null) return t(`condition.any.${subject}`)
  if (subject === 'broker') return t('broker.name', { id })
  if (subject === 'controller') return t('act.node', { id })
  return id
}

/** A condition in words: "orders-0 · ISR size < 2". */
export function conditionText(t: Say, condition: KafkaCondition): string {
  const said = inParts(condition)
  switch (said.type) {
    case 'property': {
      const { property, operator, value } = said
      return t(operator === 'changes' ? 'condition.text.changes' : 'condition.text', {
        who: whoText(t, said),
        property: t(`condition.property.${property}`),
        operator: operatorText(t, property, operator),
        value: valueText(t, property, value === null ? 'none' : `${value}`),
      })
    }
    case 'moment':
      return t('condition.text.moment', { moment: t(`momentKind.${said.kind}`) })
    case 'transition':
      return t('condition.text.transition', {
        machine: machineName(said.machine, t),
        from: said.from ?? t('condition.any.state'),
        to: said.to ?? t('condition.any.state'),
      })
    case 'taken': {
      const { machine, from, event } = said
      return t('condition.text.taken', { machine: machineName(machine, t), from, event })
    }
    default:
      return said.type
  }
}
