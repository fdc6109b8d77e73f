import type { Ledger, Ledgers } from '~/engine/ledger'
import { ledgerOf } from '~/engine/ledger'
import type { Run } from '~/engine/run'
import { currentRun } from './session'

/** The ledgers of the run that is shown. */
const kept: { run: Run | null; ledgers: Ledgers } = { run: null, ledgers: new Map() }

/** What the rulers draw of the current branch. */
export function currentLedger(): Ledger {
  const run = currentRun()
  if (kept.run !== run) {
    kept.run = run
    kept.ledgers = new Map()
  }
  return ledgerOf(run, kept.ledgers)
}
