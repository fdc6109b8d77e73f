import type { KafkaModel, ProcessSpec } from '~/kafka/model'
import type { Command } from '~/sim/world'
import type { ProcessNames } from './processName'

/** The type of a command. */
export type CommandType = Command<KafkaModel>['type']

/** Names and numbers of a sentence. */
export type FactValues = Readonly<Record<string, string | number>>

/** Who gave a command: a person, or the scenario by itself. */
export type Giver = 'person' | 'scenario'

/** A command, ready to be said. */
export interface CommandView {
  readonly type: CommandType
  readonly by: Giver
  readonly values: FactValues
}

/**
 * What a person did: a fault that strikes at once and does one thing, also in both directions of
 * a link, is that thing; any other command is itself.
 */
export function deedOf(command: Command<KafkaModel>): Command<KafkaModel> {
  if (command.type !== 'PlaceFault' || command.fault.time.type !== 'now') return command
  const [first, ...others] = command.fault.commands
  const isOne = first?.type === 'SetLink' ? others.length < 2 : others.length === 0
  return first !== undefined && isOne ? first : command
}

/** A tool as one types it, without the address that all of them need; null: no tool of Kafka's. */
function toolLine(spec: ProcessSpec): string | null {
  if (spec.kind !== 'client' || !spec.program.startsWith('kafka-')) return null
  const at = spec.args.indexOf('--bootstrap-server')
  const args = at < 0 ? spec.args : spec.args.toSpliced(at, 2)
  return [spec.program, ...args].join(' ')
}

/** A deed's names and numbers; what it would do later is said with its own words elsewhere. */
export function viewCommand(
  given: Command<KafkaModel>,
  nameOf: ProcessNames,
  by: Giver,
): CommandView {
  const command = deedOf(given)
  const values: Record<string, string | number> = { by }
  for (const [name, value] of Object.entries(command)) {
    if (typeof value === 'string') values[name] = name === 'process' ? nameOf(value) : value
    else if (typeof value === 'number') values[name] = value
  }
  return { type: command.type, by, values: { ...values, ...ownValues(command, nameOf) } }
}

/** What is said of one type of deed alone. */
function ownValues(command: Command<KafkaModel>, nameOf: ProcessNames): FactValues {
  switch (command.type) {
    case 'PlaceFault':
      return { verb: command.fault.verb, target: nameOf(command.fault.target) }
    case 'Spawn': {
      const line = toolLine(command.spec)
      return line === null ? {} : { process: `${nameOf(command.process)} (${line})` }
    }
    case 'Call': {
      const { call } = command
      return call.type === 'Set'
        ? { told: call.name, count: call.value }
        : { told: call.type, count: 0 }
    }
    case 'SetLink': {
      const { cut } = command.link
      return { how: cut === undefined ? 'changed' : cut ? 'cut' : 'mended' }
    }
    default:
      return {}
  }
}
