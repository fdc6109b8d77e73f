import type { FactType } from '~/views/eventView'
import type { FactRow } from './lookBack'

/** The rule of MODEL.md behind the facts that do not name theirs. */
const RULES: Readonly<Partial<Record<FactType, string>>> = {
  BrokerRegistered: 'C-13',
  BrokerUnfenced: 'C-23',
  ControlledShutdownBegun: 'C-24',
  ControllerActivated: 'Q-31',
  QuorumLeaderElected: 'Q-02',
  QuorumLeaderResigned: 'Q-60',
  RecordsAppended: 'R-06',
  LogTruncated: 'R-59',
  RequestWaits: 'R-51',
  RecordFailed: 'P-12',
}

/** The rule of MODEL.md that decided a fact; null: it was nobody's decision. */
export function ruleOf(fact: FactRow['fact']): string | null {
  if ('rule' in fact) return fact.rule
  if (fact.type === 'BrokerFenced') return fact.because === 'sessionExpired' ? 'C-27' : 'C-22'
  if (fact.type === 'RecordSent') return fact.attempt === 0 ? 'P-08' : 'P-30'
  return RULES[fact.type] ?? null
}
