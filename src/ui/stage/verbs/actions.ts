import type { Offer } from '~/store/faults'
import { inflict, linkOffersOf, offersOf } from '~/store/faults'
import type { Selected } from '~/store/selection'
import type { ClusterView } from '~/views/clusterView'
import { hostNames, targetText, verbText } from '../../kit/text/verbWords'
import type { Say } from '../../kit/text/useWords'

/** Something that can be done to what is chosen, or why it cannot be done now. */
export interface Action {
  readonly id: string
  readonly label: string
  readonly run: () => void
  /** Why it cannot be done now; null: it can. */
  readonly reason?: string | null
  /** What it does, for its preview; none: there is nothing to preview. */
  readonly offer?: Offer
}

/** What can be done to a thing: at once, and to its links. */
export interface Actions {
  /** What they are for, in words. */
  readonly name: string
  readonly verbs: readonly Action[]
  readonly links: () => readonly Action[]
}

/** What can be done to the thing that is chosen, or null when nothing can. EXPERIENCE (e). */
export function actionsFor(t: Say, cluster: ClusterView, chosen: Selected | null): Actions | null {
  if (chosen === null) return null
  const offers = offersOf(chosen)
  if (offers.length === 0) return null
  const hosts = hostNames(t, cluster)
  const action = (offer: Offer): Action => actionOf(t, hosts, offer)
  return {
    name: nameOf(t, cluster, chosen),
    verbs: offers.map(action),
    links: () => linkOffersOf(chosen).map(action),
  }
}

function actionOf(t: Say, hosts: ReadonlyMap<string, string>, offer: Offer): Action {
  const { verb, target, refusal, values } = offer
  const isOfLink = target.includes('>')
  const own = verb === 'failDirectory' ? `${verb}/${values['path'] ?? ''}` : verb
  return {
    id: isOfLink ? `${verb}/${target}` : own,
    label: verbText(t, hosts, offer),
    run: () => inflict(offer),
    reason: refusal === null ? null : t(`why.notNow.${refusal}`),
    offer,
  }
}

function nameOf(t: Say, cluster: ClusterView, chosen: Selected): string {
  switch (chosen.kind) {
    case 'broker':
      return t('broker.name', { id: chosen.id })
    case 'controller':
      return t('act.node', { id: chosen.id })
    case 'replica':
      return t('act.replica', {
        partition: `${chosen.topic}-${chosen.partition}`,
        broker: chosen.broker,
      })
    case 'partition':
      return `${chosen.topic}-${chosen.partition}`
    case 'record':
      return `${chosen.topic}-${chosen.partition} @ ${chosen.offset}`
    case 'client':
      return cluster.clients.find(({ process }) => process === chosen.process)?.label ?? ''
    case 'group':
      return t('stage.group', { group: chosen.id })
    case 'link':
      return targetText(t, hostNames(t, cluster), `${chosen.from}>${chosen.to}`)
    case 'message': {
      const all = [...cluster.messages, ...cluster.quietMessages]
      return all.find(({ id }) => id === chosen.id)?.api ?? ''
    }
  }
}
