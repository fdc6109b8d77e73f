import { expect, test } from 'vitest'
import { JsonProblem, jsonText, readTree } from '~/cli/parse/jackson'
import { jsonInteger, jsonLong } from '~/cli/parse/json'

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
const source = 'Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); '

/** What becomes of a text: the value as it is printed, or class and message of the refusal. */
function read(text: string): string {
  try {
    return jsonText(readTree(text))
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error
    const message = error.message.replaceAll(source, '').replace(VALUES, '(…)')
    return `${error.javaClass.split('.').at(-1)}: ${message.replace('\n at ', ' at ')}`
  }
}

/** Said by Jackson 2.19.4, which Kafka 4.1.2 comes with. */
const SAID: readonly (readonly [text: string, said: string])[] = [
  [
    '{"a":1\n',
    'JsonEOFException: Unexpected end-of-input: expected close marker for Object (start marker at [line: 1, column: 1]) at [line: 2, column: 1]',
  ],
  [
    '{"a":1,',
    'JsonParseException: Unexpected end-of-input within/between Object entries at [line: 1, column: 8]',
  ],
  [
    '{"a":',
    'JsonEOFException: Unexpected end-of-input within/between Object entries at [line: 1, column: 6]',
  ],
  ['{"a', 'JsonEOFException: Unexpected end-of-input in field name at [line: 1, column: 4]'],
  [
    '"x\n',
    'JsonParseException: Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string value at [line: 1, column: 3]',
  ],
  [
    '[1,]',
    "JsonParseException: Unexpected character (']' (code 93)): expected a valid value (…) at [line: 1, column: 4]",
  ],
  [
    '{"a":[1,}]',
    "JsonParseException: Unexpected character ('}' (code 125)): expected a value at [line: 1, column: 9]",
  ],
  [
    '{"a":1,}',
    "JsonParseException: Unexpected character ('}' (code 125)): was expecting double-quote to start field name at [line: 1, column: 8]",
  ],
  [
    '[1 2]',
    "JsonParseException: Unexpected character ('2' (code 50)): was expecting comma to separate Array entries at [line: 1, column: 4]",
  ],
  [
    '{"a" 1}',
    "JsonParseException: Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value at [line: 1, column: 6]",
  ],
  [
    '{"a":\n nope}',
    "JsonParseException: Unrecognized token 'nope': was expecting (…) at [line: 2, column: 6]",
  ],
  [
    '{"a":[1}]',
    "JsonParseException: Unexpected close marker '}': expected ']' (for Array starting at [line: 1, column: 6]) at [line: 1, column: 8]",
  ],
  [
    '{"a":012}',
    'JsonParseException: Invalid numeric value: Leading zeroes not allowed at [line: 1, column: 7]',
  ],
  [
    '{"a":12.}',
    "JsonParseException: Unexpected character ('}' (code 125)) in numeric value: Decimal point not followed by a digit at [line: 1, column: 8]",
  ],
  [
    '// c',
    "JsonParseException: Unexpected character ('/' (code 47)): maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser) at [line: 1, column: 1]",
  ],
  [
    '{“a”:1}',
    "JsonParseException: Unexpected character ('“' (code 8220 / 0x201c)): was expecting double-quote to start field name at [line: 1, column: 2]",
  ],
  ['{"a":1} and more', '{"a":1}'],
  ['{"a":1,"a":2.50}', '{"a":2.5}'],
  ['[1e5, 100000000.0, 9223372036854775808]', '[100000.0,1.0E8,9223372036854775808]'],
  [' \n', ''],
]

test.each(SAID)('reads %j as Jackson does', (text, said) => {
  expect(read(text)).toBe(said)
})

test('takes a number for the type of Java that holds it', () => {
  expect(jsonInteger(readTree('2147483647'))).toBe(2_147_483_647)
  expect(() => jsonInteger(readTree('2147483648'))).toThrow(
    'Expected `Integer` value, received 2147483648',
  )
  expect(jsonLong(readTree('9223372036854775807'))).toBe(Number.MAX_SAFE_INTEGER)
  expect(() => jsonLong(readTree('2.0'))).toThrow('Expected `Long` value, received 2.0')
  expect(() => jsonLong(readTree('"2"'))).toThrow('Expected `Long` value, received "2"')
})
