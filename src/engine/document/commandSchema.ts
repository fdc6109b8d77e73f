import * as v from 'valibot'
import type { KafkaCondition, PropertyCondition } from '~/kafka/condition'
import { CONDITION_OPERATORS, CONDITION_PROPERTIES, CONDITION_SUBJECTS } from '~/kafka/condition'
import type { KafkaModel } from '~/kafka/model'
import { MOMENT_KINDS } from '~/kafka/momentKinds'
import type { Command, Fault } from '~/sim/world'
import type { Fields } from './fields'
import { count, host, message, positive, process, strings, whole } from './fields'
import { clientSpec, serverSpec } from './specSchema'

const spec = v.variant('kind', [serverSpec, clientSpec])

const call = v.variant('type', [
  v.strictObject({ type: v.literal('InputLine'), text: v.string() }),
  v.strictObject({ type: v.literal('EndOfInput') }),
  v.strictObject({ type: v.literal('Set'), name: v.string(), value: whole }),
  v.strictObject({
    type: v.literal('RunTask'),
    task: v.picklist(['retention', 'roll', 'snapshot']),
  }),
])

const link = v.strictObject({
  latencyMicros: v.exactOptional(count),
  jitterMicros: v.exactOptional(count),
  lossPerMille: v.exactOptional(count),
  cut: v.exactOptional(v.boolean()),
  bytesPerSecond: v.exactOptional(v.nullable(positive)),
})

type MomentCondition = Extract<KafkaCondition, { type: 'moment' }>

const name = v.nullable(v.string())
/** Thousandths; a clock neither stands still nor goes backwards. */
const perMille = v.pipe(whole, v.minValue(-999), v.maxValue(999))

/** What a fault waits for, or a person looks for. */
export const conditionSchema: v.GenericSchema<unknown, KafkaCondition> = v.variant('type', [
  v.strictObject({
    type: v.literal('property'),
    subject: v.picklist(CONDITION_SUBJECTS),
    id: name,
    property: v.picklist(CONDITION_PROPERTIES),
    operator: v.picklist(CONDITION_OPERATORS),
    value: v.nullable(v.union([whole, v.string()])),
  } satisfies Fields<PropertyCondition>),
  v.strictObject({
    type: v.literal('transition'),
    machine: v.string(),
    from: name,
    to: name,
  }),
  v.strictObject({
    type: v.literal('moment'),
    kind: v.picklist(MOMENT_KINDS),
    seen: v.exactOptional(strings),
    written: v.exactOptional(
      v.array(
        v.strictObject({
          what: v.picklist(MOMENT_KINDS),
          controller: v.string(),
          lastOffset: v.nullable(count),
        }),
      ),
    ),
  } satisfies Fields<MomentCondition>),
  v.strictObject({ type: v.literal('leaderChanged'), partition: name }),
  v.strictObject({ type: v.literal('isrBelow'), partition: name, size: count }),
  v.strictObject({ type: v.literal('brokerFenced'), broker: v.nullable(count) }),
  v.strictObject({ type: v.literal('controllerElected') }),
  v.strictObject({ type: v.literal('committed'), partition: v.string(), offset: count }),
  v.strictObject({ type: v.literal('refused'), error: v.string() }),
  v.strictObject({ type: v.literal('entered'), machine: v.string(), state: v.string() }),
  v.strictObject({
    type: v.literal('taken'),
    machine: v.string(),
    id: name,
    from: v.string(),
    event: v.string(),
  }),
])

const time = v.variant('type', [
  v.strictObject({ type: v.literal('now') }),
  v.strictObject({ type: v.literal('at'), atMicros: count }),
  v.strictObject({ type: v.literal('every'), everyMicros: positive }),
  v.strictObject({ type: v.literal('random'), meanMicros: positive, seed: whole }),
  v.strictObject({ type: v.literal('when'), condition: conditionSchema }),
])

/** A command of a person or a scheduled fault. */
export const commandSchema: v.GenericSchema<unknown, Command<KafkaModel>> = v.lazy(() => commands)

const fault = v.strictObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  verb: v.string(),
  target: v.string(),
  values: v.record(v.string(), v.union([v.string(), v.number()])),
  commands: v.array(commandSchema),
  heals: v.array(commandSchema),
  time,
  forMicros: v.nullable(positive),
} satisfies Fields<Fault<KafkaModel>>)

const commands = v.variant('type', [
  v.strictObject({ type: v.literal('Spawn'), process, host, spec }),
  v.strictObject({ type: v.literal('Start'), process, spec: v.exactOptional(spec) }),
  v.strictObject({ type: v.literal('Kill'), process, incarnation: v.exactOptional(count) }),
  v.strictObject({ type: v.literal('AfterEnd'), process, command: commandSchema }),
  v.strictObject({
    type: v.literal('Signal'),
    process,
    signal: v.picklist(['SIGTERM', 'SIGINT']),
  }),
  v.strictObject({ type: v.literal('Pause'), process }),
  v.strictObject({ type: v.literal('Resume'), process }),
  v.strictObject({ type: v.literal('PowerOff'), host }),
  v.strictObject({ type: v.literal('WipeDisk'), host }),
  v.strictObject({ type: v.literal('SetDisk'), host, flushMicros: v.nullable(count) }),
  v.strictObject({ type: v.literal('FailDirectory'), host, path: v.string() }),
  v.strictObject({ type: v.literal('FillDisk'), host, path: v.string() }),
  v.strictObject({ type: v.literal('HealDisk'), host, path: name }),
  v.strictObject({ type: v.literal('CorruptTail'), host, path: v.string() }),
  v.strictObject({ type: v.literal('CorruptOld'), host, path: v.string() }),
  v.strictObject({ type: v.literal('LoseFile'), host, path: v.string() }),
  v.strictObject({ type: v.literal('CopyDisk'), host }),
  v.strictObject({ type: v.literal('RestoreDisk'), host }),
  v.strictObject({ type: v.literal('Call'), process, call }),
  v.strictObject({ type: v.literal('SetLink'), from: host, to: host, link }),
  v.strictObject({ type: v.literal('HealLinks') }),
  v.strictObject({ type: v.literal('DropMessage'), message }),
  v.strictObject({ type: v.literal('DelayMessage'), message, byMicros: count }),
  v.strictObject({ type: v.literal('DuplicateMessage'), message }),
  v.strictObject({ type: v.literal('ReorderMessage'), message, byMicros: count }),
  v.strictObject({ type: v.literal('SetCpu'), process, microsPerInput: count }),
  v.strictObject({ type: v.literal('SetClock'), process, aheadMicros: count }),
  v.strictObject({
    type: v.literal('SetTiming'),
    process,
    fastPerMille: perMille,
    grainMicros: count,
  }),
  v.strictObject({ type: v.literal('SetName'), at: host, of: host, leadsTo: v.nullable(host) }),
  v.strictObject({ type: v.literal('PlaceFault'), fault }),
  v.strictObject({ type: v.literal('StrikeFault'), id: v.string() }),
  v.strictObject({
    type: v.literal('HealFault'),
    id: v.string(),
    strike: v.exactOptional(count),
  }),
  v.strictObject({
    type: v.literal('WhileActing'),
    id: v.string(),
    strike: count,
    command: commandSchema,
  }),
  v.strictObject({ type: v.literal('Schedule'), delayMicros: count, command: commandSchema }),
  v.strictObject({ type: v.literal('Unschedule'), seq: count }),
])
