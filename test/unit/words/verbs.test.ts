import { expect, test } from 'vitest'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { offersFor } from '~/engine/faults/offers'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'
import { newClusterProjection } from '~/views/projectCluster'
import { isWordKey } from '~/words/en'
import { loadWords, say } from '~/words/say'

/** What can be done to the quorum after so many microseconds, as both languages say it. */
function quorumVerbs(micros: number): readonly string[] {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has three-nodes')
  const run = startRun(scenario, 1, kafkaProgram)
  run.advance(micros, 100_000)
  const scene = { world: run.world(), cluster: newClusterProjection()(run.world()) }
  return offersFor(scene, { kind: 'quorum' }).flatMap(({ verb, values, refusal }) => {
    const key = `verb.${verb}`
    if (!isWordKey(key)) throw new Error(`${key} has no sentence`)
    const said = (['en', 'zh'] as const).map((language) => say(language, key, values))
    return said.map((text) => (refusal === null ? text : `(${text})`))
  })
}

test('a verb for a controller that is not there names none', async () => {
  await loadWords('zh')
  const before = quorumVerbs(0)
  expect(before).toEqual(
    expect.arrayContaining([
      '(Kill the active controller)',
      '(让活动控制器宕机)',
      '(Isolate the active controller)',
      '(隔离活动控制器)',
    ]),
  )
  expect(before.join()).not.toMatch(/none|–|[{}]/)
})

test('a verb for a controller that is there names it', async () => {
  await loadWords('zh')
  const there = quorumVerbs(8_000_000)
  expect(there.filter((text) => /^Kill active controller [123]$/.test(text))).toHaveLength(1)
  expect(there.filter((text) => /^让活动控制器 [123] 宕机$/.test(text))).toHaveLength(1)
})
