import type { KafkaModel } from '~/kafka/model'
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
  if (command.type === 'PlaceFault') {
    values['verb'] = command.fault.verb
    values['target'] = nameOf(command.fault.target)
  }
  if (command.type === 'Call') {
    const { call } = command
    values['told'] = call.type === 'Set' ? call.name : call.type
    values['count'] = call.type === 'Set' ? call.value : 0
  }
  if (command.type === 'SetLink') {
    const { cut } = command.link
    values['how'] = cut === undefined ? 'changed' : cut ? 'cut' : 'mended'
  }
  return { type: command.type, by, values }
}
