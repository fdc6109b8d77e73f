import { javaDigits } from '~/base/javaNumbers'
import { isJavaNumber, numberFormat } from './options'
import { ToolError } from './script'

/** Java: Integer.parseInt. @throws ToolError with a NumberFormatException */
export function parseInteger(text: string): number {
  if (isJavaNumber('integer', text)) return Number(javaDigits(text))
  const [javaClass = '', ...message] = numberFormat(text).split(': ')
  throw new ToolError(javaClass, message.join(': '))
}
