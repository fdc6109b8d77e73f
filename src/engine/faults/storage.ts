import { serverConfig } from '~/kafka/config/effective'
import { corruptFile } from '~/kafka/log/corrupt'
import type { KafkaFile } from '~/kafka/model'
import { QUORUM_STATE_PATH } from '~/kafka/quorum/quorumFiles'
import { serverDirsOf } from '~/kafka/server/serverConfigs'
import { isServer } from '~/kafka/server/server'
import type { DiskFault } from '~/sim/disk'
import { isWithin } from '~/sim/disk'
import { isAlive } from '~/sim/world'
import { offer } from './offer'
import type { Offer, Order, Refusal } from './offer'
import type { FaultScene, SceneNode } from './targets'

/** A flush of a slow disk, µs: this much and up to as much again. */
const SLOW_FLUSH_MICROS = 400_000

/** A broker gives a directory up until it starts again: mending alone does not bring it back. */
function backAgain({ process }: Pick<SceneNode, 'process'>): readonly Order[] {
  return [
    { type: 'Signal', process, signal: 'SIGTERM' },
    { type: 'AfterEnd', process, command: { type: 'Start', process } },
  ]
}

/** Mends what is broken of a disk; null: all of it. A server that gave a directory up starts again. */
function diskHeals(
  { world }: Pick<FaultScene, 'world'>,
  { process, host }: Pick<SceneNode, 'process' | 'host'>,
): readonly Order[] {
  const row = world.processes.get(process)
  const state = row !== undefined && isAlive(row) && isServer(row.state) ? row.state : null
  const gaveUp = (state?.broker?.failedDirs.met.length ?? 0) > 0
  return [{ type: 'HealDisk', host, path: null }, ...(gaveUp ? backAgain({ process }) : [])]
}

/** The directories of a server, by its settings: it need not run. */
function dirsOf({ world }: FaultScene, { process }: SceneNode): readonly string[] {
  const spec = world.processes.get(process)?.spec
  return spec?.kind === 'server' ? serverDirsOf(serverConfig(spec)) : []
}

/** What can be done to a server's disk. */
export function storageOffers(scene: FaultScene, node: SceneNode): readonly Offer[] {
  const { process, host } = node
  const disk = scene.world.disks.get(host)
  const isSlow = disk !== undefined && disk.flushMicros >= SLOW_FLUSH_MICROS
  const faults = disk?.faults ?? []
  const slow = offer('slowDisk', process, {
    values: { ms: SLOW_FLUSH_MICROS / 1000 },
    commands: [{ type: 'SetDisk', host, flushMicros: SLOW_FLUSH_MICROS }],
    heals: [{ type: 'SetDisk', host, flushMicros: null }],
  })
  const heal = offer('healDisk', process, { commands: diskHeals(scene, node), isRepair: true })
  return [
    ...(isSlow ? [] : [slow]),
    ...(isSlow || faults.length > 0 ? [heal] : []),
    breaking(node, { path: '', kind: 'full' }, faults),
    ...dirsOf(scene, node).map((path) => breaking(node, { path, kind: 'failed' }, faults)),
    offer('wipeDisk', process, {
      commands: [
        { type: 'Kill', process },
        { type: 'WipeDisk', host },
      ],
      heals: [startAgain(process)],
    }),
    ...copyOffers(scene, node),
    ...quorumStateOffers(scene, node),
  ]
}

/** Fills the disk, or fails a directory of it. */
function breaking(node: SceneNode, { path, kind }: DiskFault, faults: readonly DiskFault[]): Offer {
  const { process, host } = node
  const isFull = kind === 'full'
  const isDone = faults.some((fault) => fault.path === path && fault.kind === kind)
  return offer(isFull ? 'fillDisk' : 'failDirectory', process, {
    values: isFull ? {} : { path },
    commands: [{ type: isFull ? 'FillDisk' : 'FailDirectory', host, path }],
    heals: [{ type: 'HealDisk', host, path }, ...backAgain(node)],
    refusal: isDone ? (isFull ? 'isFull' : 'hasFailed') : null,
  })
}

/** What damages a copy of a partition: its last batch, or its first one. */
export const CORRUPTING = ['corruptTail', 'corruptOld'] as const

/** One batch of one copy of a partition becomes garbage. Faults D5, D6. */
export function corruptOffer(
  scene: FaultScene,
  node: SceneNode,
  at: {
    readonly topic: string
    readonly partition: number
    readonly verb: (typeof CORRUPTING)[number]
  },
): Offer {
  const part = at.verb === 'corruptTail' ? 'tail' : 'old'
  const type = part === 'tail' ? 'CorruptTail' : 'CorruptOld'
  const { process, host } = node
  const name = `${at.topic}-${at.partition}`
  const files = scene.world.disks.get(host)?.cached
  const paths = [...(files?.keys() ?? [])]
  const dirs = dirsOf(scene, node).map((dir) => `${dir}/${name}`)
  const path = dirs.find((dir) => paths.some((file) => isWithin(file, dir)))
  const inIt = paths.filter((file) => path !== undefined && isWithin(file, path))
  return offer(at.verb, process, {
    values: { name },
    commands: path === undefined ? [] : [{ type, host, path }],
    refusal: cannotCorrupt(
      inIt.map((file) => files?.get(file)),
      part,
    ),
  })
}

function cannotCorrupt(
  files: readonly (KafkaFile | undefined)[],
  part: 'tail' | 'old',
): Refusal | null {
  if (files.length === 0) return 'noLog'
  const isLeft = files.some((file) => file !== undefined && corruptFile(file, part) !== null)
  return isLeft ? null : part === 'tail' ? 'noRecords' : 'noOldRecords'
}

/** A copy of a disk is kept, and put back later: an older snapshot of a machine. Fault D8. */
function copyOffers({ world }: FaultScene, { process, host }: SceneNode): readonly Offer[] {
  const copy = world.disks.get(host)?.copy ?? null
  const age = copy === null ? 0 : Math.floor((world.now - copy.madeAt) / 1_000_000)
  return [
    offer('copyDisk', process, { commands: [{ type: 'CopyDisk', host }], isRepair: true }),
    offer('rollBackDisk', process, {
      values: { seconds: age },
      commands: [
        { type: 'Kill', process },
        { type: 'RestoreDisk', host },
      ],
      heals: [startAgain(process)],
      refusal: copy === null ? 'noCopy' : null,
    }),
  ]
}

/** A voter forgets its epoch and its vote. Fault D7. */
function quorumStateOffers({ world }: FaultScene, node: SceneNode): readonly Offer[] {
  const { process, host, isController } = node
  if (!isController) return []
  const isThere = world.disks.get(host)?.cached.has(QUORUM_STATE_PATH) === true
  return [
    offer('loseQuorumState', process, {
      commands: [
        { type: 'Kill', process },
        { type: 'LoseFile', host, path: QUORUM_STATE_PATH },
      ],
      heals: [startAgain(process)],
      refusal: isThere ? null : 'noFile',
    }),
  ]
}

function startAgain(process: SceneNode['process']): Order {
  return { type: 'AfterEnd', process, command: { type: 'Start', process } }
}
