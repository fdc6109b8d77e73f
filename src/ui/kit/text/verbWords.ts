import type { Permission } from '~/store/allowed'
import type { Effect, Preview } from '~/store/preview'
import type { Offer } from '~/store/faults'
import { processName } from '~/store/names'
import type { ClusterView } from '~/views/clusterView'
import type { WordKey } from '~/words/en'
import type { Say } from './useWords'

/** How many names a sentence lists. */
const LISTED = 3

/** What the hosts of the stage are called; clients share one. */
export function hostNames(t: Say, cluster: ClusterView): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>()
  for (const { host, id } of cluster.brokers) hosts.set(host, t('broker.name', { id }))
  for (const { host, id } of cluster.controllers) {
    if (!hosts.has(host)) hosts.set(host, t('act.node', { id }))
  }
  for (const { host } of cluster.clients) if (!hosts.has(host)) hosts.set(host, t('act.clients'))
  return hosts
}

/** Fields of an offer that hold hosts, one or several. */
const OF_HOSTS: readonly string[] = ['from', 'to', 'side', 'others']

interface Named {
  readonly verb: string
  readonly values: Offer['values']
}

/** A verb as a button says it. */
export function verbText(t: Say, hosts: ReadonlyMap<string, string>, { verb, values }: Named) {
  const said = Object.entries(values).map(([name, value]): [string, string | number] => {
    if (!OF_HOSTS.includes(name) || typeof value !== 'string') return [name, value]
    return [
      name,
      value
        .split(', ')
        .map((host) => hosts.get(host) ?? host)
        .join(', '),
    ]
  })
  return t(`verb.${verb}` as WordKey, Object.fromEntries(said))
}

/** A verb without its numbers, where there is little room: they stand in its preview and its title. */
export function shortVerb(verb: string): string {
  return verb.replace(/\s*[(（].*[)）]$/, '')
}

/** A verb by itself, before it is known what it is done to and how much. */
function verbName(t: Say, verb: Offer['verb']): string {
  const some = '…'
  const numbers = { ms: some, jitter: some, hours: some, percent: some, seconds: some, count: some }
  const said = t(`verb.${verb}` as WordKey, {
    ...numbers,
    ...{ loss: some, bytes: some, hosts: some, id: 'none', nodes: 'none' },
    ...{ from: 'A', to: 'B', side: 'C', others: some },
    path: t('verbName.directory'),
    name: t('verbName.partition'),
  })
  return shortVerb(said)
}

/** Something that the author of a link may allow, by itself. */
export function permissionName(t: Say, permission: Permission): string {
  switch (permission) {
    case 'clients':
    case 'settings':
    case 'tools':
      return t(`permission.${permission}`)
    default:
      return verbName(t, permission)
  }
}

/** What a fault is about, in words. */
export function targetText(t: Say, hosts: ReadonlyMap<string, string>, target: string): string {
  if (target === 'quorum') return t('faults.quorum')
  if (!target.includes('>')) return processName(target)
  return target
    .split('>')
    .map((host) => hosts.get(host) ?? host)
    .join(' – ')
}

function names(t: Say, list: readonly string[]): string {
  const shown = list.slice(0, LISTED).join(', ')
  const more = list.length - LISTED
  return more > 0 ? `${shown} ${t('preview.more', { count: more })}` : shown
}

const secondsOf = (ms: number) => (Math.round(ms / 100) / 10).toFixed(1)

/** What a trial found, as one line. */
function effectText(t: Say, effect: Effect): string {
  switch (effect.type) {
    case 'leadersMove': {
      const { partitions } = effect
      return t('preview.leadersMove', { count: partitions.length, names: names(t, partitions) })
    }
    case 'belowMinIsr':
      return t('preview.belowMinIsr', { names: names(t, effect.partitions) })
    case 'unavailable': {
      const { partitions, ms, isStill } = effect
      const said = { names: names(t, partitions), seconds: secondsOf(ms) }
      return t(isStill ? 'preview.unavailableStill' : 'preview.unavailable', said)
    }
    case 'noCoordinator': {
      const { group, ms, isStill } = effect
      const key = isStill ? 'preview.noCoordinatorStill' : 'preview.noCoordinator'
      return t(key, { group, seconds: secondsOf(ms) })
    }
    case 'controllerMoves':
      return t('preview.controllerMoves', { from: effect.from, to: effect.to })
    case 'noController':
      return t(effect.isStill ? 'preview.noControllerStill' : 'preview.noController', {
        seconds: secondsOf(effect.ms),
      })
    case 'lost': {
      const { count, partitions } = effect
      return t('preview.lost', { count, names: names(t, partitions) })
    }
    case 'refused':
      return t('preview.refused', { count: effect.count })
    case 'failed':
      return t('preview.failed', { count: effect.count })
    case 'fewerAcknowledged':
      return t('preview.fewerAcknowledged', { count: effect.count, usual: effect.usual })
  }
}

/** What a preview says, line by line; a verb that cannot be done says why. */
export function previewLines(t: Say, { offer, effects, isBroken }: Preview): readonly string[] {
  if (offer === null) return []
  if (offer.refusal !== null) return [t(`why.notNow.${offer.refusal}`)]
  if (offer.isRepair) return []
  if (isBroken) return [t('preview.broken')]
  if (effects === null) return [t('preview.works')]
  const said = effects.map((effect) => effectText(t, effect))
  const quiet = effects.length === 0 ? [t('preview.none')] : []
  const isSafe = !effects.some(({ type }) => type === 'lost')
  return [...quiet, ...said, ...(isSafe ? [t('preview.noLoss')] : [])]
}
