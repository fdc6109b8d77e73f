import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { Found, Moment, MomentKind } from './momentKinds'
import { alert, info, notice } from './momentKinds'
import { isInternal, list, numberIn, partitionName, secondsText } from './momentNames'
import type { ProcessNames } from '~/views/processName'
import { ofLog, ofRefusal } from './momentsOfLog'

/** What has been seen before, where a moment is the first of its kind. */
export interface MomentMemory {
  readonly committed: ReadonlySet<string>
  readonly acknowledged: ReadonlySet<string>
  readonly up: ReadonlySet<string>
  readonly sent: ReadonlySet<string>
  /** Who voted for the quorum's newest leader, and how many had to. */
  readonly votes: { readonly grantedBy: string; readonly needed: number }
}

/** Nothing has been seen yet. */
export const NO_MEMORY: MomentMemory = {
  committed: new Set(),
  acknowledged: new Set(),
  up: new Set(),
  sent: new Set(),
  votes: { grantedBy: '', needed: 0 },
}

/** What is remembered after these moments and no later ones, as a fork begins with it. */
export function memoryAfter(moments: readonly Moment[]): MomentMemory {
  const abouts = (kind: MomentKind) =>
    new Set(moments.flatMap((one) => (one.kind === kind && one.about !== null ? [one.about] : [])))
  const elected = moments.findLast(({ kind }) => kind === 'controllerElected')?.values
  return {
    committed: abouts('recordCommitted'),
    acknowledged: abouts('recordAcknowledged'),
    up: abouts('firstRecord'),
    sent: abouts('batchSent'),
    votes: {
      grantedBy: String(elected?.['grantedBy'] ?? ''),
      needed: Number(elected?.['needed'] ?? 0),
    },
  }
}

type Fact = FactRecord<KafkaModel>['fact']
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>

function ofPartitionChange(fact: FactOf<'PartitionChanged'>): Found | null {
  if (isInternal(fact.topic)) return null
  const about = partitionName(fact)
  const values = {
    partition: about,
    from: fact.leaderFrom ?? 'none',
    to: fact.leaderTo ?? 'none',
    epoch: fact.leaderEpoch,
    isr: list(fact.isrTo),
    isrBefore: list(fact.isrFrom),
    election: fact.election,
    reason: fact.because,
    removed: list(fact.isrFrom.filter((id) => !fact.isrTo.includes(id))),
    added: list(fact.isrTo.filter((id) => !fact.isrFrom.includes(id))),
  }
  if (fact.leaderTo === null && fact.leaderFrom !== null) {
    return alert('partitionOffline', values, about)
  }
  if (fact.leaderTo !== fact.leaderFrom) {
    return fact.election === 'unclean'
      ? alert('uncleanElection', values, about)
      : notice('leaderChanged', values, about)
  }
  if (fact.isrTo.length < fact.isrFrom.length) return notice('isrShrunk', values, about)
  if (fact.isrTo.length > fact.isrFrom.length) return notice('isrExpanded', values, about)
  return null
}

function ofProcess(record: FactRecord<KafkaModel>, nameOf: ProcessNames): Found | null {
  const process = record.process ?? ''
  // Only servers and workload clients; every command line tool starts and ends, too.
  if (process.startsWith('tool-') || process === 'setup') return null
  const values = { process, name: nameOf(process) }
  switch (record.fact.type) {
    case 'ProcessKilled':
      return notice('processKilled', values, process)
    case 'ProcessExited':
      return notice('processStopped', { ...values, code: record.fact.code }, process)
    case 'ProcessStarted':
      return record.fact.incarnation > 0 ? notice('processStarted', values, process) : null
    case 'ProcessPaused':
      return notice('processPaused', values, process)
    case 'ProcessResumed':
      return notice('processResumed', values, process)
    default:
      return null
  }
}

function ofController(record: FactRecord<KafkaModel>, memory: MomentMemory): Found | null {
  const { fact, at, process } = record
  switch (fact.type) {
    case 'QuorumLeaderResigned':
      return fact.because === 'checkQuorumExpired'
        ? alert('quorumLost', { controller: numberIn(process ?? ''), epoch: fact.epoch }, process)
        : null
    case 'ControllerActivated':
      return notice('controllerElected', {
        controller: fact.controller,
        epoch: fact.epoch,
        ...memory.votes,
      })
    case 'BrokerRegistered':
      return info(
        'brokerRegistered',
        { broker: fact.broker, epoch: fact.brokerEpoch },
        `kafka-${fact.broker}`,
      )
    case 'BrokerFenced':
      return notice(
        'brokerFenced',
        {
          broker: fact.broker,
          because: fact.because,
          timeout: fact.sessionTimeoutMs,
          silent: secondsText(Math.trunc(at / 1000) - (fact.lastHeartbeatMs ?? 0)),
        },
        `kafka-${fact.broker}`,
      )
    case 'BrokerUnfenced':
      return notice('brokerUnfenced', { broker: fact.broker }, `kafka-${fact.broker}`)
    case 'TopicCreated':
      return isInternal(fact.topic)
        ? null
        : notice('topicCreated', {
            topic: fact.topic,
            partitions: fact.partitionCount,
            replicas: fact.replicationFactor,
          })
    case 'TopicDeleted':
      return notice('topicDeleted', { topic: fact.topic })
    case 'PartitionChanged':
      return ofPartitionChange(fact)
    default:
      return null
  }
}

function ofGroup(fact: Fact): Found | null {
  switch (fact.type) {
    case 'GroupStable':
      return notice('groupRebalanced', {
        group: fact.group,
        generation: fact.generation,
        members: fact.members,
      })
    case 'GroupMemberRemoved':
      return notice(fact.because === 'sessionExpired' ? 'memberExpired' : 'memberLeft', {
        group: fact.group,
        member: fact.memberId,
      })
    default:
      return null
  }
}

function ofBroker({ fact, process }: FactRecord<KafkaModel>, nameOf: ProcessNames): Found | null {
  switch (fact.type) {
    case 'LogTruncated':
      return isInternal(fact.topic)
        ? null
        : alert(
            'truncated',
            {
              partition: partitionName(fact),
              from: fact.from,
              to: fact.to,
              count: fact.from - fact.to,
              process: nameOf(process ?? ''),
              reason: fact.because,
            },
            partitionName(fact),
          )
    case 'RequestRefused':
      return fact.api === 'Produce' ? ofRefusal(fact) : null
    case 'PowerLost':
      return notice('powerLost', { host: fact.host })
    case 'RecordFailed':
      return alert(
        'recordFailed',
        { partition: partitionName(fact), count: fact.count, error: fact.error },
        partitionName(fact),
      )
    default:
      return null
  }
}

interface Remembered {
  readonly found: Found | null
  readonly memory: MomentMemory
}

function once(
  memory: MomentMemory,
  field: 'committed' | 'acknowledged' | 'up' | 'sent',
  found: Found & { readonly about: string },
): Remembered {
  if (memory[field].has(found.about)) return { found: null, memory }
  return { found, memory: { ...memory, [field]: new Set([...memory[field], found.about]) } }
}

/** Moments that are the first of their kind for a partition. */
function ofFirsts(fact: Fact, memory: MomentMemory): Remembered {
  switch (fact.type) {
    case 'RecordsAppended': {
      if (fact.as === 'follower' || isInternal(fact.topic)) break
      const about = partitionName(fact)
      const values = {
        partition: about,
        offset: fact.baseOffset,
        end: fact.lastOffset + 1,
        epoch: fact.leaderEpoch,
      }
      return once(memory, 'up', { kind: 'firstRecord', severity: 'info', values, about })
    }
    case 'HighWatermarkAdvanced': {
      if (fact.as === 'follower' || isInternal(fact.topic)) break
      const about = partitionName(fact)
      const values = {
        partition: about,
        from: fact.from,
        to: fact.to,
        waitedFor: list(fact.because.map(({ id }) => id)),
        ends: fact.because.map(({ id, logEndOffset }) => `${id}: ${logEndOffset}`).join(', '),
      }
      return once(memory, 'committed', { kind: 'recordCommitted', severity: 'info', values, about })
    }
    case 'RecordAcknowledged': {
      const about = partitionName(fact)
      const values = { partition: about, offset: fact.baseOffset, acks: fact.acks }
      return once(memory, 'acknowledged', {
        kind: 'recordAcknowledged',
        severity: 'info',
        values,
        about,
      })
    }
    case 'RecordSent': {
      if (fact.attempt !== 0) break
      const about = partitionName(fact)
      const { count, because, waitedMs, lingerMs, bytes } = fact
      const values = { partition: about, count, because, waited: waitedMs, linger: lingerMs, bytes }
      return once(memory, 'sent', { kind: 'batchSent', severity: 'info', values, about })
    }
    default:
  }
  return { found: null, memory }
}

/** The moments that one event's facts make, and what is remembered for the next event. */
export function momentsOf(
  facts: readonly FactRecord<KafkaModel>[],
  memory: MomentMemory,
  nameOf: ProcessNames,
): { readonly moments: readonly Moment[]; readonly memory: MomentMemory } {
  let remembered = memory
  const moments: Moment[] = []
  for (const record of facts) {
    const { fact } = record
    const first = ofFirsts(fact, remembered)
    remembered = first.memory
    if (fact.type === 'QuorumLeaderElected') {
      const votes = { grantedBy: list(fact.grantedBy), needed: fact.needed }
      remembered = { ...remembered, votes }
    }
    const found =
      ofProcess(record, nameOf) ??
      ofController(record, remembered) ??
      ofGroup(fact) ??
      ofBroker(record, nameOf) ??
      ofLog(record, nameOf) ??
      first.found
    if (found !== null)
      moments.push({ index: record.event, at: record.at, from: record.event, ...found })
  }
  return { moments, memory: remembered }
}
