import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { answerMatches, newBindings, noteDeleted } from '../support/golden/compare'
import { NotSupported, openSession, runStep } from '../support/golden/runTranscript'
import type { Transcript } from '../support/golden/transcript'
import { parseTranscript } from '../support/golden/transcript'
import { bundled } from './bundled'
import { runShare } from './shares'

type Verdict = 'equal' | 'different' | 'not supported'

/**
 * A recording is one run of a real cluster, whose moments fall as they happen to: these runs of the
 * model may be it. Decision record 0014.
 */
const SEEDS = [1, 2, 3] as const

/** How a share tells what it found, and the sum that it ends with. */
const VERDICT = /^(equal|different|not supported): (.+)$/
const SUM = /^\d+ equal, \d+ different, \d+ not supported$/

/** Plays one transcript with one seed; where it differs, line by line. */
function differences(name: string, transcript: Transcript, seed: number): readonly string[] {
  const session = openSession(transcript, seed)
  const bindings = newBindings()
  return transcript.steps.flatMap((step) => {
    const got = runStep(session, step)
    const { expected, isUnordered } = step
    const isSame = answerMatches(expected, got, { bindings, isUnordered })
    noteDeleted(bindings, step)
    if (isSame) return []
    return [
      `--- ${name}:${step.line}`,
      '+++ simulator',
      `  ${step.kind} ${step.text}`,
      ...step.expected.map((line) => `-${line}`),
      ...got.map((line) => `+${line}`),
    ]
  })
}

/** Runs one transcript; prints where the first of its runs differs, and which one is equal. */
function check(file: string): Verdict {
  const name = relative(process.cwd(), file)
  try {
    const transcript = parseTranscript(name, readFileSync(file, 'utf8'))
    let first: readonly string[] = []
    for (const seed of SEEDS) {
      const found = differences(name, transcript, seed)
      if (found.length === 0) {
        if (seed !== SEEDS[0]) console.log(`seed ${seed} gives it: ${name}`)
        return 'equal'
      }
      if (seed === SEEDS[0]) first = found
    }
    for (const line of first) console.log(line)
    return 'different'
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

/** Fewer transcripts than these are not worth another process. */
const WORTH_SHARING = 8
/** Tells a process that what it is given is its share. */
const HERE = '--here'

const words = process.argv.slice(2)
const given = words.filter((word) => word !== HERE)
const files = given.length > 0 ? given : shipped()
const cores = availableParallelism()
const isShared = !words.includes(HERE) && files.length >= WORTH_SHARING && cores > 1
const verdicts = isShared ? await shareOut() : files.map(checkAndTell)
const count = (verdict: Verdict) => verdicts.filter((other) => other === verdict).length
console.log(
  `${count('equal')} equal, ${count('different')} different, ${count('not supported')} not supported`,
)
process.exitCode = count('equal') === files.length ? 0 : 1

function checkAndTell(file: string): Verdict {
  const verdict = check(file)
  console.log(`${verdict}: ${file}`)
  return verdict
}

/** Every core plays a share of the transcripts in a process of its own. */
async function shareOut(): Promise<readonly Verdict[]> {
  const shares = Array.from({ length: cores }, (_, core) =>
    files.filter((_file, index) => index % cores === core),
  )
  const script = await bundled('test/nets/golden.ts', 'golden')
  return (await Promise.all(shares.map((share) => playShare(script, share)))).flat()
}

/** What a process found of its share; it is shown as it comes, without the share's own sum. */
async function playShare(script: string, share: readonly string[]): Promise<readonly Verdict[]> {
  const found: Verdict[] = []
  await runShare(script, [HERE, ...share], (line) => {
    if (SUM.test(line)) return
    console.log(line)
    const [, verdict, file] = VERDICT.exec(line) ?? []
    // The words are those of the pattern.
    if (file !== undefined && share.includes(file)) found.push(verdict as Verdict)
  })
  // A transcript without a verdict was not played: that is a difference.
  return [...found, ...share.slice(found.length).map((): Verdict => 'different')]
}
