import type { Frame } from '~/store/frame'
import { currentFrame } from '~/store/frame'
import { currentMessage } from '~/store/message'
import type { Selected } from '~/store/selection'
import { processName } from '~/store/names'
import { currentQuorumTimers } from '~/store/quorumTimers'
import { duration, seconds } from '../kit/text/format'
import { hostNames, targetText } from '../kit/text/verbWords'
import type { Say } from '../kit/text/useWords'
import type { WordKey } from '~/words/en'

/** What the inspector says of a thing: its name, a sentence, its values. */
export interface Overview {
  readonly name: string
  readonly sentence: string
  readonly values: readonly (readonly [WordKey, string])[]
}

type Cluster = Frame['cluster']
type Of<K extends Selected['kind']> = Extract<Selected, { kind: K }>

const list = (ids: readonly (number | string)[]) => (ids.length === 0 ? '–' : ids.join(', '))

function ofBroker(t: Say, { brokers }: Cluster, { id }: Of<'broker'>): Overview | null {
  const broker = brokers.find((one) => one.id === id)
  if (broker === undefined) return null
  const { replicas, metadataOffset, metadataGap, host } = broker
  const leads = replicas.filter(({ standing }) => standing === 'leader').length
  const state = t(`state.${broker.state}`)
  return {
    name: t('broker.name', { id }),
    sentence: t('inspector.say.broker', { id, state, leads, replicas: replicas.length }),
    values: [
      ['inspector.key.state', state],
      ['inspector.key.host', host],
      ['inspector.key.metadata', String(metadataOffset)],
      ['inspector.key.gap', String(metadataGap)],
      ['inspector.key.leads', String(leads)],
      ['inspector.key.follows', String(replicas.length - leads)],
    ],
  }
}

function ofController(t: Say, { controllers }: Cluster, { id }: Of<'controller'>): Overview | null {
  const controller = controllers.find((one) => one.id === id)
  if (controller === undefined) return null
  const { epoch, metadataEndOffset, metadataHighWatermark, votesGranted, votesNeeded } = controller
  const role = t(`role.${controller.role}`)
  const isAsking = controller.role === 'candidate' || controller.role === 'prospective'
  return {
    name: `${t('inspector.kind.controller')} ${id}`,
    sentence: t('inspector.say.controller', { id, role, epoch }),
    values: [
      ['inspector.key.role', role],
      ['inspector.key.epoch', String(epoch)],
      ...(isAsking ? [['inspector.key.votes', `${votesGranted} / ${votesNeeded}`] as const] : []),
      ['inspector.key.end', String(metadataEndOffset)],
      ['inspector.key.hw', String(metadataHighWatermark ?? '–')],
      ...timersOf(controller.process),
    ],
  }
}

/** What a controller waits for before it does something by itself, and for how long still. */
function timersOf(process: string): Overview['values'] {
  return currentQuorumTimers()
    .filter((timer) => timer.process === process)
    .map(({ setting, dueAt }) => {
      const left = duration(Math.max(0, dueAt - currentFrame().at))
      return ['inspector.key.timer', `${setting}: ${left}`] as const
    })
}

function ofClient(t: Say, { clients }: Cluster, { process }: Of<'client'>): Overview | null {
  const client = clients.find((one) => one.process === process)
  if (client === undefined) return null
  const partitions = list(client.partitions)
  const word = client.kind === 'consumer' ? 'inspector.say.consumer' : 'inspector.say.producer'
  return {
    name: client.label,
    sentence: t(word, { name: client.label, partitions }),
    values: [
      ['inspector.key.state', client.state],
      ['inspector.key.detail', client.detail],
      ['inspector.key.partitions', partitions],
      ...(client.group === null ? [] : [['inspector.key.group', client.group] as const]),
    ],
  }
}

function ofPartition(t: Say, { topics }: Cluster, at: Of<'partition'>): Overview | null {
  const row = topics
    .find(({ name }) => name === at.topic)
    ?.partitions.find(({ partition }) => partition === at.partition)
  if (row === undefined) return null
  const values = { leader: row.leader ?? 'none', epoch: row.leaderEpoch }
  const [isr, replicas] = [list(row.isr), list(row.replicas)]
  return {
    name: `${at.topic}-${at.partition}`,
    sentence: t('inspector.say.partition', { ...values, isr, replicas }),
    values: [
      ['inspector.key.leader', String(row.leader ?? '–')],
      ['inspector.key.leaderEpoch', String(row.leaderEpoch)],
      ['inspector.key.replicas', replicas],
      ['inspector.key.isr', isr],
      ['inspector.key.elr', list(row.elr)],
    ],
  }
}

function ofReplica(t: Say, { brokers }: Cluster, at: Of<'replica'>): Overview | null {
  const replica = brokers
    .find(({ id }) => id === at.broker)
    ?.replicas.find(({ topic, partition }) => topic === at.topic && partition === at.partition)
  if (replica === undefined) return null
  const standing = t(`standing.${replica.standing}`)
  const { logEndOffset: leo, highWatermark, logStartOffset, leaderEpoch } = replica
  return {
    name: `${at.topic}-${at.partition} · ${t('broker.name', { id: at.broker })}`,
    sentence: t('inspector.say.replica', { broker: at.broker, standing, leo }),
    values: [
      ['inspector.key.state', standing],
      ['inspector.key.start', String(logStartOffset)],
      ['inspector.key.hw', String(highWatermark)],
      ['inspector.key.end', String(leo)],
      ['inspector.key.leaderEpoch', String(leaderEpoch)],
    ],
  }
}

/** A record as its leader has it; without one, as those know it that hold it. */
function ofRecord(t: Say, cluster: Cluster, at: Of<'record'>): Overview | null {
  const { topic, partition, offset } = at
  const replicas = cluster.brokers.flatMap(({ replicas }) =>
    replicas.filter((one) => one.topic === topic && one.partition === partition),
  )
  const leader = replicas.find(({ standing }) => standing === 'leader')
  const name = `${topic}-${partition}`
  const holders = replicas.filter(
    (one) => one.logStartOffset <= offset && offset < one.logEndOffset,
  )
  const knowing = leader === undefined ? holders : [leader]
  const isCommitted = knowing.some(({ highWatermark }) => offset < highWatermark)
  const state = t(isCommitted ? 'log.state.committed' : 'log.state.uncommitted')
  return {
    name: `${name} @ ${offset}`,
    sentence: t('inspector.say.record', { name, offset, state }),
    values: [
      ['inspector.key.state', state],
      ['inspector.key.replicas', list(holders.map(({ broker }) => broker))],
      ['inspector.key.hw', String(leader?.highWatermark ?? '–')],
      ['inspector.key.leader', String(leader?.broker ?? '–')],
    ],
  }
}

function ofMessage(t: Say, { id }: Of<'message'>): Overview | null {
  const message = currentMessage(id)
  if (message === null) return null
  const { api, sentAt, endsAt, recordCount, standing } = message
  const from = processName(message.from)
  const to = processName(message.to)
  const when = (at: number | null) => (at === null ? '–' : `${seconds(at)} s`)
  return {
    name: api,
    sentence: t('inspector.say.message', { from, to, api, standing }),
    values: [
      ['inspector.key.sent', when(sentAt)],
      ['inspector.key.arrives', standing === 'held' ? t('inspector.held') : when(endsAt)],
      ['inspector.key.records', String(recordCount)],
    ],
  }
}

function ofGroup(t: Say, { groups }: Cluster, { id }: Of<'group'>): Overview | null {
  const group = groups.find((one) => one.id === id)
  if (group === undefined) return null
  const { state, generation, members, coordinator, protocol } = group
  return {
    name: id,
    sentence: t('inspector.say.group', { id, state, generation, members: members.length }),
    values: [
      ['inspector.key.state', state],
      ['inspector.key.protocol', protocol],
      ['inspector.key.generation', String(generation)],
      ['inspector.key.coordinator', String(coordinator ?? '–')],
      ['inspector.key.members', list(members.map(({ memberId }) => memberId))],
    ],
  }
}

function ofLink(t: Say, cluster: Cluster, { from, to }: Of<'link'>): Overview {
  const hosts = hostNames(t, cluster)
  const name = targetText(t, hosts, `${from}>${to}`)
  const rows = cluster.links.filter(
    (link) => [link.from, link.to].toSorted().join() === [from, to].toSorted().join(),
  )
  return {
    name,
    sentence: t('inspector.say.link', { name }),
    values: rows.map((link): Overview['values'][number] => {
      const { cut, latencyMicros, lossPerMille, bytesPerSecond } = link
      const way = `${hosts.get(link.from) ?? link.from} → ${hosts.get(link.to) ?? link.to}`
      const state = t('inspector.say.way', {
        way,
        cut: cut ? 'yes' : 'no',
        ms: Math.round(latencyMicros / 1000),
        loss: lossPerMille,
        bytes: bytesPerSecond ?? -1,
      })
      return ['inspector.key.way', state]
    }),
  }
}

/** What there is to say of a thing at the cursor; null when it is not there. */
export function overviewOf(t: Say, cluster: Cluster, selected: Selected): Overview | null {
  switch (selected.kind) {
    case 'broker':
      return ofBroker(t, cluster, selected)
    case 'controller':
      return ofController(t, cluster, selected)
    case 'client':
      return ofClient(t, cluster, selected)
    case 'partition':
      return ofPartition(t, cluster, selected)
    case 'replica':
      return ofReplica(t, cluster, selected)
    case 'record':
      return ofRecord(t, cluster, selected)
    case 'message':
      return ofMessage(t, selected)
    case 'link':
      return ofLink(t, cluster, selected)
    case 'group':
      return ofGroup(t, cluster, selected)
  }
}
