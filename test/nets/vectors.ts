import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { ADAPTERS } from '../support/vectors/adapters'

type Verdict = 'equal' | 'different' | 'not supported'

const SHOWN = 3

/** Compares one set line by line; prints the first differences. */
function check(file: string): Verdict {
  const name = basename(file).replace(/\.jsonl$/, '')
  const adapter = Object.hasOwn(ADAPTERS, name) ? ADAPTERS[name] : undefined
  if (adapter === undefined) {
    console.log(`not supported: ${name} (${file})`)
    return 'not supported'
  }
  let differences = 0
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, index) => {
      if (line.trim() === '') return
      const vector = JSON.parse(line) as { readonly in: never; readonly out: unknown }
      const got: unknown = JSON.parse(JSON.stringify(adapter(vector.in)))
      if (isDeepStrictEqual(got, vector.out)) return
      differences += 1
      if (differences > SHOWN) return
      console.log(`${file}:${index + 1}`)
      console.log(`  in       ${JSON.stringify(vector.in).slice(0, 600)}`)
      console.log(`  expected ${JSON.stringify(vector.out).slice(0, 600)}`)
      console.log(`  got      ${JSON.stringify(got).slice(0, 600)}`)
    })
  console.log(`${differences === 0 ? 'equal' : `different (${differences} lines)`}: ${name}`)
  return differences === 0 ? 'equal' : 'different'
}

const given = process.argv.slice(2)
const shipped = readdirSync('test/vectors')
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => join('test/vectors', name))
const files = given.length > 0 ? given : shipped.sort()
const verdicts = files.map(check)
const count = (verdict: Verdict) => verdicts.filter((other) => other === verdict).length
console.log(
  `${count('equal')} equal, ${count('different')} different, ${count('not supported')} not supported`,
)
process.exitCode = count('equal') === files.length ? 0 : 1
