import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { answerMatches, newBindings, noteDeleted } from '../support/golden/compare'
import { NotSupported, openSession, runStep } from '../support/golden/runTranscript'
import { parseTranscript } from '../support/golden/transcript'

type Verdict = 'equal' | 'different' | 'not supported'

/** Runs one transcript; prints where it differs. */
function check(file: string): Verdict {
  const name = relative(process.cwd(), file)
  try {
    const transcript = parseTranscript(name, readFileSync(file, 'utf8'))
    const session = openSession(transcript, 1)
    const bindings = newBindings()
    let differs = false
    for (const step of transcript.steps) {
      const got = runStep(session, step)
      const { expected, isUnordered } = step
      const isSame = answerMatches(expected, got, { bindings, isUnordered })
      noteDeleted(bindings, step)
      if (isSame) continue
      differs = true
      console.log(`--- ${name}:${step.line}`)
      console.log(`+++ simulator`)
      console.log(`  ${step.kind} ${step.text}`)
      for (const line of step.expected) console.log(`-${line}`)
      for (const line of got) console.log(`+${line}`)
    }
    return differs ? 'different' : 'equal'
  } catch (error) {
    if (error instanceof NotSupported) {
      console.log(`not supported: ${name}: ${error.message}`)
      return 'not supported'
    }
    console.log(
      `different: ${name}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
    )
    return 'different'
  }
}

/** The transcripts that come with the project. */
function shipped(): readonly string[] {
  const root = 'test/golden'
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.transcript'))
    .map((name) => join(root, name))
    .sort()
}

const given = process.argv.slice(2)
const files = given.length > 0 ? given : shipped()
const verdicts = files.map((file) => {
  const verdict = check(file)
  console.log(`${verdict}: ${file}`)
  return verdict
})
const count = (verdict: Verdict) => verdicts.filter((other) => other === verdict).length
console.log(
  `${count('equal')} equal, ${count('different')} different, ${count('not supported')} not supported`,
)
process.exitCode = count('equal') === files.length ? 0 : 1
