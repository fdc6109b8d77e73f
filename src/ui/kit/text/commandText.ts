import type { CommandType, FactValues } from '~/views/commandView'
import type { Say } from './useWords'

/** A command in words. */
export function commandText(
  t: Say,
  { type, values }: { readonly type: CommandType; readonly values: FactValues },
): string {
  return t(`command.${type}`, values)
}
