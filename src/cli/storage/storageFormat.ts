import { WALL_CLOCK_START_MS } from '~/kafka/wallClock'
import { byText, javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import { leaderEpoch, nodeId, offset } from '~/kafka/ids'
import {
  defaultLevels,
  METADATA_VERSION,
  METADATA_VERSION_NAMES,
  metadataVersionName,
} from '~/kafka/protocol/features'
import { EMPTY_IMAGE } from '~/kafka/metadata/image'
import type { MetadataSnapshot } from '~/kafka/quorum/snapshot'
import { snapshotPath } from '~/kafka/quorum/snapshot'
import { withSize } from '~/kafka/quorum/snapshots'
import type { BootstrapFile } from '~/kafka/metadata/bootstrap'
import { BOOTSTRAP_NAME, featureRecords } from '~/kafka/metadata/bootstrap'
import type { MetadataRecord } from '~/kafka/protocol/metadataRecords'
import type { MetaPropertiesFile } from '~/kafka/server/metaProperties'
import {
  checkFeatureLevel,
  checkNeeds,
  FEATURE_NAMES,
  releaseLevel,
} from '../cluster/featureLevels'
import { UsageError } from '../parse/options'
import type { Io } from '../script'
import { ToolError } from '../script'
import { metaPropertiesAt } from '../serverFiles'
import type { NodeFile } from './storageArgs'
import { scramRecord } from './storageScram'
import type { InitialVoter } from './storageVoters'
import { parseInitialVoters } from './storageVoters'

/** The level of metadata.version from which users may be in the first records. */
const SCRAM_LEVEL = 11
const SHORT = { low: -32_768, high: 32_767 }

function terse(message: string): UsageError {
  return new UsageError('terse', message)
}

function runtime(message: string): ToolError {
  return new ToolError('java.lang.RuntimeException', message)
}

/** Kafka: StorageTool.parseNameAndLevel. @throws ToolError */
function levelOf(text: string): readonly [name: string, level: number] {
  const at = text.indexOf('=')
  const start = `Can't parse feature=level string ${text}: `
  if (at < 0) throw runtime(`${start}equals sign not found.`)
  const [name, level] = [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  const number = Number(level)
  if (!/^[+-]?\d+$/.test(level) || number < SHORT.low || number > SHORT.high) {
    throw runtime(`${start}unable to parse ${level} as a short.`)
  }
  return [name, number]
}

/** What `--standalone` and its kin contradict. @throws UsageError */
function checkVoterOptions({ options }: Io, node: NodeFile): void {
  const isStandalone = options.has('standalone')
  if (node.hasStaticVoters && (options.has('initial-controllers') || isStandalone)) {
    throw terse(
      'You cannot specify controller.quorum.voters and format the node with --initial-controllers or --standalone. If you want to use dynamic quorum, please remove controller.quorum.voters and specify controller.quorum.bootstrap.servers instead.',
    )
  }
  if (isStandalone && !node.roles.includes('controller')) {
    throw terse('You can only use --standalone on a controller.')
  }
}

/** The voters that the directory will know at once; null: none. @throws UsageError, ToolError */
function votersOf(io: Io, node: NodeFile): readonly InitialVoter[] | null {
  const { options, drawId } = io
  checkVoterOptions(io, node)
  const given = options.value('initial-controllers')
  if (given !== undefined) return parseInitialVoters(given)
  if (options.has('standalone')) {
    const { host, port } = node.controllerListener
    return [
      { id: node.nodeId, host: host === '' ? 'localhost' : host, port, directoryId: drawId() },
    ]
  }
  const isOpen = node.roles.includes('controller') && !node.hasStaticVoters
  if (!isOpen || options.has('no-initial-controllers')) return null
  throw terse(
    'Because controller.quorum.voters is not set on this controller, you must specify one of the following: --standalone, --initial-controllers, or --no-initial-controllers.',
  )
}

/** Kafka: Formatter.calculateEffectiveReleaseVersion. @throws ToolError, UsageError */
function metadataLevel({ options }: Io, levels: ReadonlyMap<string, number>): number {
  const release = options.value('release-version')
  const own = levels.get(METADATA_VERSION)
  if (own === undefined) return releaseLevel(release ?? METADATA_VERSION_NAMES.at(-1) ?? '')
  if (release !== undefined) {
    throw terse(
      `Use --release-version instead of --feature ${METADATA_VERSION}=X to avoid ambiguity.`,
    )
  }
  if (metadataVersionName(own) !== String(own)) return own
  throw new ToolError(
    'java.lang.IllegalArgumentException',
    `No MetadataVersion with feature level ${own}. Valid feature levels are from 7 to 29.`,
  )
}

/** Kafka: Formatter.effectiveKRaftFeatureLevel. @throws UsageError */
function kraftLevel(given: number | undefined, isDynamic: boolean): number {
  if (given === undefined) return isDynamic ? 1 : 0
  if (given === 0 && isDynamic) {
    throw terse(
      'Cannot set kraft.version to 0 if controller.quorum.voters is empty and one of the flags --standalone, --initial-controllers, or --no-initial-controllers is used. For dynamic controllers support, try removing the --feature flag for kraft.version.',
    )
  }
  if (given !== 0 && !isDynamic) {
    throw terse(
      `Cannot set kraft.version to ${given} unless controller.quorum.voters is empty and one of the flags --standalone, --initial-controllers, or --no-initial-controllers is used. For dynamic controllers support, try using one of --standalone, --initial-controllers, or --no-initial-controllers and removing controller.quorum.voters.`,
    )
  }
  return given
}

/** Levels that exist and fit together. Kafka: Formatter.calculateEffectiveFeatureLevels. @throws ToolError, UsageError */
function checkLevels(
  given: ReadonlyMap<string, number>,
  { metadata, isDynamic }: { readonly metadata: number; readonly isDynamic: boolean },
): ReadonlyMap<string, number> {
  const unknown = [...given.keys()]
    .toSorted(byText)
    .find((name) => name !== METADATA_VERSION && !FEATURE_NAMES.includes(name))
  if (unknown !== undefined) {
    throw terse(
      `Unsupported feature: ${unknown}. Supported features are: ${FEATURE_NAMES.join(', ')}`,
    )
  }
  const all = new Map(defaultLevels(metadata).map(({ name, level }) => [name, level]))
  for (const [name, level] of given) all.set(name, level)
  all.set(METADATA_VERSION, metadata)
  all.set('kraft.version', kraftLevel(given.get('kraft.version'), isDynamic))
  for (const [name, level] of [...all].toSorted(([a], [b]) => byText(a, b))) {
    if (name === METADATA_VERSION) continue
    checkFeatureLevel(name, level)
    checkNeeds(name, level, all)
  }
  return all
}

interface Found {
  readonly directory: string
  readonly file: MetaPropertiesFile | null
}

/** Directories that are somebody else's. Kafka: MetaPropertiesEnsemble.verify. @throws ToolError */
function checkOwner({ directory, file }: Found, node: NodeFile, cluster: string): void {
  if (file === null) return
  const path = `${directory}/meta.properties`
  if (file.clusterId !== cluster) {
    throw runtime(`Invalid cluster.id in: ${path}. Expected ${cluster}, but read ${file.clusterId}`)
  }
  if (Number(file.nodeId) === node.nodeId) return
  throw runtime(
    `Stored node id ${file.nodeId} doesn't match previous node id ${node.nodeId} in ${path}. If you moved your data, make sure your configured node id matches. If you intend to create a new node, you should remove all data in your data directories.`,
  )
}

/** Users of the first records. Kafka: ScramParser.parse. @throws UsageError */
function usersOf(io: Io, metadata: number): readonly MetadataRecord[] {
  const { options } = io
  const users = options.values('add-scram')
  if (users.length > 0 && metadata < SCRAM_LEVEL) {
    throw terse(
      `SCRAM is only supported in ${METADATA_VERSION} ${metadataVersionName(SCRAM_LEVEL)} or later.`,
    )
  }
  return users.map((user) => scramRecord(user, io.draw))
}

const VOTER_DIRECTORY = 'dynamic metadata voter directory'

/** What kind of directory it becomes. Kafka: Formatter.DirectoryType. */
function kindOf(directory: string, node: NodeFile, voters: readonly InitialVoter[] | null): string {
  if (directory !== node.metadataDirectory) return 'data directory'
  if (voters === null) return 'metadata directory'
  const isVoter = voters.some(({ id }) => id === node.nodeId)
  return isVoter ? VOTER_DIRECTORY : 'dynamic metadata directory'
}

/** Kafka: StorageTool.runFormatCommand, Formatter.run. */
export function format(io: Io, node: NodeFile): number {
  const { options, disk, out } = io
  const cluster = options.value('cluster-id') ?? ''
  const levels = new Map(options.values('feature').map(levelOf))
  const release = options.value('release-version')
  if (release !== undefined) releaseLevel(release)
  const voters = votersOf(io, node)
  const metadata = metadataLevel(io, levels)
  const all = checkLevels(levels, { metadata, isDynamic: !node.hasStaticVoters })
  const records = [...featureRecords(metadata, all), ...usersOf(io, metadata)]
  const found = node.directories.map((directory): Found => {
    return { directory, file: metaPropertiesAt(disk, directory, node.nodeId) }
  })
  for (const row of found) checkOwner(row, node, cluster)
  const done = found.find(({ file }) => file !== null)
  if (done !== undefined && !options.has('ignore-formatted')) {
    throw terse(
      `Log directory ${done.directory} is already formatted. Use --ignore-formatted to ignore this directory and format the others.`,
    )
  }
  const empty = found.filter(({ file }) => file === null).map(({ directory }) => directory)
  if (empty.length === 0) out('All of the log directories are already formatted.')
  const how = { cluster, node, records, voters, metadata, kraftVersion: all.get('kraft.version') }
  for (const directory of javaHashOrder(empty, javaHashCode)) formatOne(io, directory, how)
  return 0
}

interface Formatting {
  readonly cluster: string
  readonly node: NodeFile
  readonly records: readonly MetadataRecord[]
  readonly voters: readonly InitialVoter[] | null
  /** The level of metadata.version. */
  readonly metadata: number
  readonly kraftVersion: number | undefined
}

function formatOne(io: Io, directory: string, how: Formatting): void {
  const { node, voters, metadata, kraftVersion = 0 } = how
  const kind = kindOf(directory, node, voters)
  io.out(
    `Formatting ${kind} ${directory} with ${METADATA_VERSION} ${metadataVersionName(metadata)}.`,
  )
  const isVoter = kind === VOTER_DIRECTORY && voters !== null
  const voter = isVoter ? voters.find(({ id }) => id === node.nodeId) : undefined
  write(io, { ...how, directory }, voter)
  if (!isVoter) return
  const first = firstSnapshot(io, voters, kraftVersion)
  io.write(snapshotPath(first, directory), first)
}

/** Says whose a directory is, and what the first controller writes. Kafka: Formatter.doFormat. */
function write(
  io: Io,
  at: Formatting & { readonly directory: string },
  voter: InitialVoter | undefined,
): void {
  const content: MetaPropertiesFile = {
    kind: 'metaProperties',
    clusterId: at.cluster,
    nodeId: nodeId(at.node.nodeId),
    directoryId: voter?.directoryId ?? io.drawId(),
    holdsMetadataLog: at.directory === at.node.metadataDirectory,
    writtenMs: io.nowMs,
  }
  const first: BootstrapFile = {
    kind: 'bootstrapCheckpoint',
    records: at.records,
    writtenMs: io.nowMs,
  }
  io.write(`${at.directory}/${BOOTSTRAP_NAME}`, first)
  io.write(`${at.directory}/meta.properties`, content)
}

/** The voters that a dynamic quorum begins with. Kafka: Formatter.writeDynamicQuorumSnapshot. */
function firstSnapshot(
  { nowMs }: Io,
  voters: readonly InitialVoter[],
  kraftVersion: number,
): MetadataSnapshot {
  const byId = voters.toSorted((a, b) => a.id - b.id)
  return withSize({
    kind: 'metadataSnapshot',
    endOffset: offset(0),
    epoch: leaderEpoch(0),
    lastContainedLogTimestampMs: nowMs - WALL_CLOCK_START_MS,
    image: EMPTY_IMAGE,
    voters: byId.map((voter) => ({ ...voter, id: nodeId(voter.id) })),
    kraftVersion,
  })
}
