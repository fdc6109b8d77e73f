/**
 * A number as Java prints it; `digits`: the shortest that names it, as JavaScript prints a double.
 * Java: Double.toString, Float.toString.
 */
export function javaReal(value: number, digits = String(value)): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const size = Math.abs(value)
  const withPoint = (text: string) => (text.includes('.') ? text : `${text}.0`)
  if (size >= 0.001 && size < 10_000_000) return withPoint(digits)
  const [mantissa = '', exponent = '0'] = Number(digits).toExponential().split('e')
  return `${withPoint(mantissa)}E${Number(exponent)}`
}
