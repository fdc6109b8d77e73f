/**
 * A text whose digits of other scripts (`５`, `٥`) are written 0–9, as Java reads whole numbers.
 * Digits beyond the first 65,536 characters stay: Java asks each half of such a pair alone.
 * Java: Integer.parseInt, Long.parseLong by Character.digit.
 */
export function javaDigits(text: string): string {
  // Nearly every text has digits of ours only, which are read at every event.
  if (!/[^\0-\x7f]/.test(text)) return text
  return text.replace(/\p{Nd}/gu, (digit) => (digit.length > 1 ? digit : String(worth(digit))))
}

/** Every script has its ten digits in a row. */
function worth(digit: string): number {
  const code = digit.charCodeAt(0)
  let zero = code
  while (/\p{Nd}/u.test(String.fromCharCode(zero - 1)) && code - zero < 9) zero -= 1
  return code - zero
}

/** The whole number that a text is to Java, or null; however large. Java: BigInteger. */
export function javaWhole(text: string): bigint | null {
  const digits = javaDigits(text)
  return /^[+-]?\d+$/.test(digits) ? BigInt(digits.replace('+', '')) : null
}

/** The number of so many bits that a text is to Java, or null. Java: parseShort, parseInt, parseLong. */
export function javaInteger(text: string, bits: 16 | 32 | 64): bigint | null {
  const number = javaWhole(text)
  return number === null || number !== BigInt.asIntN(bits, number) ? null : number
}

const DECIMAL = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[dDfF]?$/
const HEXADECIMAL = /^([+-]?)0[xX]([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([+-]?\d+)[dDfF]?$/

/** The number that a text is to Java, or null. Java: Double.valueOf, whose own digits are 0–9 only. */
export function javaDouble(text: string): number | null {
  if (/^[+-]?(NaN|Infinity)$/.test(text)) return Number(text.replace(/^[+-](?=NaN)/, ''))
  const decimal = DECIMAL.exec(text)?.[1]
  if (decimal !== undefined) return Number(decimal)
  const [, sign, whole = '', part = '', exponent] = HEXADECIMAL.exec(text) ?? []
  if (exponent === undefined || whole + part === '') return null
  const size = doubled(parseInt(whole + part, 16), Number(exponent) - 4 * part.length)
  return sign === '-' ? -size : size
}

/** A number so often doubled, or halved: steps of which each is exact in every engine. */
function doubled(value: number, times: number): number {
  // Beyond this every number is infinite or nothing.
  const steps = Math.min(Math.abs(times), 2_200)
  let here = value
  for (let step = 0; step < steps; step += 1) here = times > 0 ? here * 2 : here / 2
  return here
}
