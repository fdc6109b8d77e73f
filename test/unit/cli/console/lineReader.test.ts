import { describe, expect, test } from 'vitest'
import { LineError, readerSettings, readLine } from '~/cli/console/lineReader'

describe('X-27 lines of the console producer', () => {
  test('headers, key and value stand in this order', () => {
    const settings = readerSettings({ 'parse.key': 'true', 'parse.headers': 'true' })
    expect(readLine(settings, 'trace:7,lang:de\tk1\tone\ttwo', 1)).toEqual({
      headers: [
        { key: 'trace', value: '7' },
        { key: 'lang', value: 'de' },
      ],
      key: 'k1',
      value: 'one\ttwo',
    })
  })

  test('what equals the null marker is null', () => {
    const settings = readerSettings({ 'parse.key': 'true', 'null.marker': 'NIL' })
    expect(readLine(settings, 'k\tNIL', 1).value).toBeNull()
    expect(readLine(settings, 'NIL\tv', 1).key).toBeNull()
  })

  test('a missing separator names the line; with ignore.error the line is the value', () => {
    const strict = readerSettings({ 'parse.key': 'true', 'key.separator': ':' })
    expect(() => readLine(strict, 'bad line', 2)).toThrow(
      "No key separator found on line number 2: 'bad line'",
    )
    const lenient = readerSettings({ 'parse.key': 'true', 'ignore.error': 'true' })
    expect(readLine(lenient, 'bad line', 2)).toEqual({ key: null, value: 'bad line', headers: [] })
  })

  test('separators must differ', () => {
    expect(() => readerSettings({ 'headers.separator': '\t' })).toThrow(LineError)
    expect(() => readerSettings({ 'null.marker': '\t' })).toThrow(
      'null.marker and key.separator may not be equal',
    )
  })
})
