import { readFileSync } from 'node:fs'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { importFiles } from '~/scenarios/import/importFiles'
import type { Row } from './measure'
import { median, wallMs } from './measure'

const FILE = 'test/inputs/user-docker-compose.yml'

/** From a compose file's text to a run of its cluster. */
export function importRows(): readonly Row[] {
  const text = readFileSync(FILE, 'utf8')
  const once = () => {
    const imported = importFiles([{ name: 'docker-compose.yml', text }])
    if (!imported.ok) throw new Error(`${FILE} was refused`)
    startRun(imported.value.scenario, 1, kafkaProgram)
  }
  const first = wallMs(once)
  const later = Array.from({ length: 10 }, () => wallMs(once))
  return [
    {
      name: 'import of a compose file to a running cluster',
      value: first,
      budget: 200,
      unit: ' ms',
      note: `the first of this process; later ${median(later).toFixed(1)} ms`,
    },
  ]
}
