import { javaInteger } from '~/base/javaNumbers'
import { numberFormat } from './options'
import { ToolError } from '../script'

/** Java: Integer.parseInt. @throws ToolError with a NumberFormatException */
export function parseInteger(text: string): number {
  return parseWhole(text, 32)
}

/** Java: Long.parseLong. @throws ToolError with a NumberFormatException */
export function parseLong(text: string): number {
  return parseWhole(text, 64)
}

function parseWhole(text: string, bits: 32 | 64): number {
  const number = javaInteger(text, bits)
  if (number !== null) return Number(number)
  const [javaClass = '', ...message] = numberFormat(text).split(': ')
  throw new ToolError(javaClass, message.join(': '))
}
