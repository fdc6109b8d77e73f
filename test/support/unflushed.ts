import { watchWith } from '~/engine/guard'
import type { Run } from '~/engine/run'
import { safetyCheck } from '~/engine/safetyCheck'
import type { Scenario } from '~/scenarios/scenario'
import { loopbackScenario } from '~/scenarios/transcriptCluster'

const LONG_ENOUGH = 10_000_000

/** Three controllers that acknowledge before their disks have what was written. KR-14. */
function withoutFlush(): Scenario {
  const shape = { type: 'apart', controllers: 3, brokers: 1 } as const
  const base = loopbackScenario({ shape, properties: {}, perNode: {} })
  return {
    ...base,
    id: 'unflushed',
    title: 'Voters that do not flush',
    servers: base.servers.map((server) => ({
      ...server,
      spec: { ...server.spec, unprotected: ['fsync'] },
    })),
  }
}

/** A run of it, some events longer than to the one that breaks the property. */
export function unflushed(start: (scenario: Scenario) => Run): Run {
  const run = start(withoutFlush())
  watchWith(run.guard(), safetyCheck)
  while (run.guard().broken === null && run.now() < LONG_ENOUGH) run.advance(LONG_ENOUGH, 1)
  if (run.guard().broken === null) throw new Error('a property is broken')
  run.advance(LONG_ENOUGH, 20)
  return run
}
