import { act, disturbNetwork } from '~/store/session'
import type { Selected } from '~/store/selection'
import type { ClusterView } from '~/views/clusterView'
import type { WordKey } from '~/words/en'
import type { Say } from '../kit/useWords'

/** Something that can be done to what is chosen. */
export interface Action {
  readonly id: string
  readonly label: string
  readonly run: () => void
}

/** What can be done to a thing: at once, and to its links. */
export interface Actions {
  /** What they are for, in words. */
  readonly name: string
  readonly verbs: readonly Action[]
  readonly links: readonly Action[]
}

type VerbName = Parameters<typeof act>[0]
type Status = 'running' | 'paused' | 'down'

const VERBS: Readonly<Record<Status, readonly VerbName[]>> = {
  running: ['crash', 'stop', 'pause'],
  paused: ['resume', 'crash'],
  down: ['start'],
}

/** How long *Delay* holds a message back, µs. */
const DELAY_MICROS = 250_000

interface Node {
  readonly process: string
  readonly host: string
  readonly status: Status
  readonly name: string
}

/** What can be done to the thing that is chosen, or null when nothing can. EXPERIENCE (e). */
export function actionsFor(t: Say, cluster: ClusterView, chosen: Selected | null): Actions | null {
  if (chosen === null) return null
  if (chosen.kind === 'message') return messageActions(t, cluster, chosen.id)
  const node = nodeOf(t, cluster, chosen)
  if (node === null) return null
  const verbs = VERBS[node.status].map((verb): Action => {
    const word: WordKey = `act.${verb}`
    return { id: verb, label: t(word), run: () => act(verb, node.process) }
  })
  return { name: node.name, verbs, links: linkActions(t, cluster, node) }
}

function statusOf(state: string): Status {
  if (state === 'paused') return 'paused'
  return ['killed', 'stopped', 'absent', 'exited'].includes(state) ? 'down' : 'running'
}

function nodeOf(t: Say, cluster: ClusterView, chosen: Selected): Node | null {
  switch (chosen.kind) {
    case 'broker':
    case 'replica': {
      const id = chosen.kind === 'broker' ? chosen.id : chosen.broker
      const broker = cluster.brokers.find((row) => row.id === id)
      if (broker === undefined) return null
      const { process, host, state } = broker
      return { process, host, status: statusOf(state), name: t('broker.name', { id }) }
    }
    case 'controller': {
      const found = cluster.controllers.find((row) => row.id === chosen.id)
      if (found === undefined) return null
      const { process, host, up, paused, id } = found
      const broker = cluster.brokers.find((row) => row.process === process)
      // A server that starts has a process before its quorum role is there.
      const isStarting = broker !== undefined && statusOf(broker.state) === 'running'
      const status = paused ? 'paused' : up || isStarting ? 'running' : 'down'
      return { process, host, status, name: t('act.node', { id }) }
    }
    case 'client': {
      const client = cluster.clients.find((row) => row.process === chosen.process)
      if (client === undefined) return null
      const { process, host, state, label } = client
      return { process, host, status: statusOf(state), name: label }
    }
    default:
      return null
  }
}

/** The hosts of the stage with their names; clients share one. */
function hostsOf(t: Say, cluster: ClusterView): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>()
  for (const { host, id } of cluster.brokers) hosts.set(host, t('broker.name', { id }))
  for (const { host, id } of cluster.controllers) {
    if (!hosts.has(host)) hosts.set(host, t('act.node', { id }))
  }
  for (const { host } of cluster.clients) if (!hosts.has(host)) hosts.set(host, t('act.clients'))
  return hosts
}

function linkActions(t: Say, cluster: ClusterView, node: Node): readonly Action[] {
  const hosts = hostsOf(t, cluster)
  const a = hosts.get(node.host) ?? node.name
  const from = node.host
  const cut = (to: string, b: string): readonly Action[] => {
    const isCut = cluster.links.some(
      (link) => link.cut && [link.from, link.to].sort().join() === [from, to].sort().join(),
    )
    if (isCut) {
      const label = t('act.mend', { a, b })
      return [{ id: `mend/${to}`, label, run: () => disturbNetwork({ type: 'mend', from, to }) }]
    }
    const wish = (ends: { readonly from: string; readonly to: string }, bothWays: boolean) => () =>
      disturbNetwork({ type: 'cut', ...ends, bothWays })
    return [
      { id: `cut/${to}`, label: t('act.cutBoth', { a, b }), run: wish({ from, to }, true) },
      { id: `to/${to}`, label: t('act.cutTo', { a, b }), run: wish({ from, to }, false) },
      {
        id: `from/${to}`,
        label: t('act.cutTo', { a: b, b: a }),
        run: wish({ from: to, to: from }, false),
      },
    ]
  }
  const own = [...hosts].flatMap(([to, b]) => (to === from ? [] : cut(to, b)))
  const hasCuts = cluster.links.some((link) => link.cut)
  const heal: Action = {
    id: 'heal',
    label: t('act.heal'),
    run: () => disturbNetwork({ type: 'healLinks' }),
  }
  return hasCuts ? [heal, ...own] : own
}

function messageActions(t: Say, cluster: ClusterView, message: number): Actions | null {
  const all = [...cluster.messages, ...cluster.quietMessages]
  const found = all.find(({ id }) => id === message)
  if (found === undefined) return null
  const drop: Action = {
    id: 'drop',
    label: t('act.drop'),
    run: () => disturbNetwork({ type: 'drop', message }),
  }
  const delay: Action = {
    id: 'delay',
    label: t('act.delay', { ms: DELAY_MICROS / 1000 }),
    run: () => disturbNetwork({ type: 'delay', message, byMicros: DELAY_MICROS }),
  }
  const verbs = found.arrivesAt === null ? [drop] : [drop, delay]
  return { name: found.api, verbs, links: [] }
}
