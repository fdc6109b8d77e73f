/**
 * A Java properties file as its pairs; later ones win. Comments begin with `#` or `!`, the key
 * ends at `=`, `:` or a blank, a backslash at a line's end goes on. Java: Properties.load.
 */
export function parseProperties(text: string): Readonly<Record<string, string>> {
  const lines = text.replaceAll(/\\\r?\n[ \t]*/g, '').split(/\r?\n/)
  const pairs = lines.flatMap((line): (readonly [string, string])[] => {
    const bare = line.trimStart()
    if (bare === '' || bare.startsWith('#') || bare.startsWith('!')) return []
    const match = /^((?:\\.|[^\\=: \t])*)[ \t]*[=:]?[ \t]*(.*)$/.exec(bare)
    const [, key = '', value = ''] = match ?? []
    return [[unescape(key), unescape(value)]]
  })
  return Object.fromEntries(pairs)
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, letter: string) => {
    if (letter === 't') return '\t'
    return letter === 'n' ? '\n' : letter
  })
}
