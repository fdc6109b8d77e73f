import type { Problem, Result } from '~/base/result'
import { err, ok } from '~/base/result'
import { producerProblem } from '~/kafka/client/producerProblem'
import { settingOf } from '~/kafka/config/catalogue'
import { valueProblem } from '~/kafka/config/configDef'
import type { ScenarioClient } from '~/scenarios/scenario'
import { processId } from '~/sim/ids'
import { clientStart } from './build'
import type { Run } from './run'

/** A client that a person wants, besides where it bootstraps from. */
export type ClientWish = Omit<ScenarioClient, 'bootstrap'>

function problem(code: string, message: string): Problem {
  return { code, place: null, message, hint: '', values: { message } }
}

/** What a consumer's settings are refused with, in Kafka's words, or null. Kafka: ConfigDef. */
function consumerProblem(given: Readonly<Record<string, string>>): string | null {
  for (const [name, value] of Object.entries(given)) {
    const setting = settingOf('consumer', name)
    const found = setting === undefined ? null : valueProblem(setting, value)
    if (found !== null) return found
  }
  return null
}

function problemOf(run: Run, wish: ClientWish): Problem | null {
  if (!/^[\w.-]+$/.test(wish.id)) return problem('client.name', wish.id)
  if (run.world().processes.has(processId(wish.id))) return problem('client.taken', wish.id)
  if (wish.topic === '') return problem('client.noTopic', '')
  const { kind, groupId, properties } = wish
  if (kind === 'consumer' && (groupId ?? '') === '') return problem('client.noGroup', '')
  const refused = kind === 'producer' ? producerProblem(properties) : consumerProblem(properties)
  return refused === null ? null : problem('client.config', refused)
}

/** Starts a client at the cursor; in the past this begins another future. */
export function addClient(run: Run, wish: ClientWish): Result<null> {
  const found = problemOf(run, wish)
  if (found !== null) return err(found)
  const { bootstrap } = run.scenario
  run.command(clientStart(run.scenario, { ...wish, bootstrap }))
  return ok(null)
}
