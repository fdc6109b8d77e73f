import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { famousRunOf, LIBRARY } from '~/scenarios/library'
import { projectMachines } from '~/views/projectMachines'

test('each thing has one machine, also while a dead controller thinks itself active', () => {
  const scenario = present(LIBRARY['split-vote'], 'the library has it')
  const run = startRun(scenario, famousRunOf(scenario)?.seed ?? 1, kafkaProgram)
  run.advance(25_000_000, 200_000)
  const active = new Set<string>()
  for (let index = 0; index <= run.endIndex(); index += 50) {
    const machines = projectMachines(run.worldAt(index))
    const names = machines.map(({ machine, id }) => `${machine} ${id}`)
    expect(new Set(names).size).toBe(names.length)
    for (const { machine, process } of machines)
      if (machine === 'brokerControl') active.add(process)
  }
  expect(active.size).toBe(2)
})
