import * as v from 'valibot'
import type { KafkaModel } from '~/kafka/model'
import type { Command } from '~/sim/world'
import { count, host, message, process, whole } from './fields'
import { clientSpec, serverSpec } from './scenarioSchema'

const spec = v.variant('kind', [serverSpec, clientSpec])

const call = v.variant('type', [
  v.strictObject({ type: v.literal('InputLine'), text: v.string() }),
  v.strictObject({ type: v.literal('EndOfInput') }),
  v.strictObject({ type: v.literal('Set'), name: v.string(), value: whole }),
])

const link = v.strictObject({
  latencyMicros: v.exactOptional(count),
  jitterMicros: v.exactOptional(count),
  lossPerMille: v.exactOptional(count),
  cut: v.exactOptional(v.boolean()),
})

/** A command of a person or a scheduled fault. */
export const commandSchema: v.GenericSchema<unknown, Command<KafkaModel>> = v.lazy(() => commands)

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
  v.strictObject({ type: v.literal('Call'), process, call }),
  v.strictObject({ type: v.literal('SetLink'), from: host, to: host, link }),
  v.strictObject({ type: v.literal('HealLinks') }),
  v.strictObject({ type: v.literal('DropMessage'), message }),
  v.strictObject({ type: v.literal('DelayMessage'), message, byMicros: count }),
  v.strictObject({ type: v.literal('Schedule'), delayMicros: count, command: commandSchema }),
])
