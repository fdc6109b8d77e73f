import type { Asked } from '~/engine/why/lookBack'
import { newest } from '~/engine/why/lookBack'
import { notify } from './notice'
import { setPlaying } from './playback'
import type { Selected } from './selection'
import { currentRun, seek } from './session'

type Row = Parameters<Asked>[0]
type Of<K extends Selected['kind']> = Extract<Selected, { kind: K }>

/** A value of a thing, as the inspector lists it. */
export type ValueName =
  | 'state'
  | 'role'
  | 'epoch'
  | 'votes'
  | 'leader'
  | 'leaderEpoch'
  | 'replicas'
  | 'isr'
  | 'elr'
  | 'start'
  | 'hw'
  | 'end'
  | 'metadata'
  | 'generation'
  | 'members'

type Setters = Readonly<Partial<Record<ValueName, Asked>>>

const isOneOf =
  (process: string, ...types: readonly Row['fact']['type'][]): Asked =>
  (row) =>
    row.process === process && types.includes(row.fact.type)

function ofPartition({ topic, partition }: Of<'partition'>): Setters {
  const change =
    (isOf: (fact: Extract<Row['fact'], { type: 'PartitionChanged' }>) => boolean): Asked =>
    ({ fact }) =>
      fact.type === 'TopicCreated'
        ? fact.topic === topic
        : fact.type === 'PartitionChanged' &&
          fact.topic === topic &&
          fact.partition === partition &&
          isOf(fact)
  const leads = change(({ leaderFrom, leaderTo }) => leaderFrom !== leaderTo)
  return {
    leader: leads,
    leaderEpoch: leads,
    isr: change(({ isrFrom, isrTo }) => isrFrom.join() !== isrTo.join()),
    elr: change(({ isrFrom, isrTo }) => isrFrom.join() !== isrTo.join()),
    replicas: change(() => true),
  }
}

function ofReplica(at: Of<'replica'>): Setters {
  const process = `kafka-${at.broker}`
  const here =
    (...types: readonly Row['fact']['type'][]): Asked =>
    (row) => {
      const { fact } = row
      if (!isOneOf(process, ...types)(row) || !('partition' in fact)) return false
      return 'topic' in fact && fact.topic === at.topic && fact.partition === at.partition
    }
  const { isr } = ofPartition({ ...at, kind: 'partition' })
  return {
    ...(isr === undefined ? {} : { state: isr }),
    start: here('LogStartAdvanced', 'LogLoaded'),
    hw: here('HighWatermarkAdvanced', 'LogLoaded'),
    end: here('RecordsAppended', 'LogTruncated', 'LogLoaded'),
    leaderEpoch: here('BecameLeader', 'BecameFollower'),
  }
}

function ofController({ id, process }: Of<'controller'>): Setters {
  const turn: Asked = ({ fact }) =>
    fact.type === 'Transitioned' && fact.machine === 'quorumRole' && fact.id === `node ${id}`
  return {
    role: turn,
    epoch: turn,
    votes: turn,
    end: isOneOf(process, 'MetadataAppended', 'MetadataTruncated'),
    hw: isOneOf(process, 'MetadataCommitted'),
  }
}

function ofBroker({ id, process }: Of<'broker'>): Setters {
  return {
    state: (row) =>
      (row.fact.type === 'Transitioned' && row.fact.id === `broker ${id}`) ||
      isOneOf(process, 'ProcessKilled', 'ProcessPaused', 'ProcessResumed', 'ProcessExited')(row),
    metadata: isOneOf(process, 'MetadataReplayed'),
  }
}

function ofGroup({ id }: Of<'group'>): Setters {
  const about =
    (...types: readonly Row['fact']['type'][]): Asked =>
    ({ fact }) =>
      types.includes(fact.type) && 'group' in fact && fact.group === id
  return {
    state: ({ fact }) => fact.type === 'Transitioned' && fact.id === `group ${id}`,
    generation: about('GroupStable'),
    members: about('GroupMemberJoined', 'GroupMemberRemoved'),
  }
}

/** What sets each value of a thing; values without a row are no matter of one event. */
export function settersOf(selected: Selected): Setters {
  switch (selected.kind) {
    case 'partition':
      return ofPartition(selected)
    case 'replica':
      return ofReplica(selected)
    case 'controller':
      return ofController(selected)
    case 'broker':
      return ofBroker(selected)
    case 'group':
      return ofGroup(selected)
    default:
      return {}
  }
}

/** Goes back to the newest event before the cursor that set something; says when there is none. */
export function goToSetter(asked: Asked): void {
  const run = currentRun()
  setPlaying(false)
  const found = newest(run, asked)
  if (found === null) notify({ type: 'notSet' })
  else seek(found.event + 1)
}

/** A setting that was read: its name, whose value it is, and the process that read it. */
interface SettingRead {
  readonly name: string
  readonly source: string
  readonly process: string | null
}

/** What gave a setting its value: a change of a config, or the start of its process; null: nothing did. */
export function setterOfSetting({ name, source, process }: SettingRead): Asked | null {
  if (source === 'default') return null
  const isDynamic = source === 'topic' || source === 'cluster' || source === 'broker'
  if (!isDynamic) return process === null ? null : isOneOf(process, 'ProcessStarted')
  return ({ fact }) =>
    (fact.type === 'ConfigChanged' && fact.name === name) ||
    (source === 'topic' && fact.type === 'TopicCreated')
}

/** The process that an event happened in, or null. */
export function processAt(index: number): string | null {
  return currentRun().stepAt(index).event.process
}
