import type { KafkaModel } from '~/kafka/model'
import type { Command } from '~/sim/world'
import type { CommandType, FactValues } from './eventView'
import { processName } from './eventView'

/** A command, ready to be said. */
export interface CommandView {
  readonly type: CommandType
  readonly values: FactValues
}

/** A command's names and numbers; what it would do later is said with its own words elsewhere. */
export function viewCommand(command: Command<KafkaModel>): CommandView {
  const values: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(command)) {
    if (typeof value === 'string') values[name] = name === 'process' ? processName(value) : value
    else if (typeof value === 'number') values[name] = value
  }
  if (command.type === 'SetLink') {
    const { cut } = command.link
    values['how'] = cut === undefined ? 'changed' : cut ? 'cut' : 'mended'
  }
  return { type: command.type, values }
}
