import { logPast, logPastOf } from '~/engine/logPast'
import type { Moment } from '~/engine/momentKinds'
import type { ClusterView } from '~/views/clusterView'
import type { PartitionLogView } from '~/views/partitionLogView'
import { newClusterProjection } from '~/views/projectCluster'
import type { LogPlace } from '~/views/projectLog'
import { projectLog } from '~/views/projectLog'
import { currentRun, session } from './session'

/** What the lenses show at the cursor, made once for all of them. */
export interface Frame {
  /** How many events have happened. */
  readonly index: number
  /** Simulated time of the cursor, µs. */
  readonly at: number
  readonly cluster: ClusterView
  /** The newest moment at or before the cursor. */
  readonly moment: Moment | null
  /** How many moments there have been, this one included. */
  readonly momentNumber: number
}

interface Cached {
  readonly version: number
  readonly frame: Frame
}

/** Remembers the parts of the newest view, so that frames share what did not change. */
const projectCluster = newClusterProjection()
/** The frame of the newest version; a frame is a pure function of (run, cursor). */
const cache: { newest: Cached | null; world: unknown } = { newest: null, world: null }

/** The frame at the cursor; the same object until the run or the cursor changes. */
export function currentFrame(): Frame {
  const { version } = session.getState()
  if (cache.newest?.version === version) return cache.newest.frame
  const run = currentRun()
  const world = run.world()
  const index = run.cursor()
  const old = cache.newest?.frame
  const cluster = cache.world === world && old !== undefined ? old.cluster : projectCluster(world)
  const momentNumber = run.moments().findLastIndex((row) => row.index < index) + 1
  const moment = run.moments()[momentNumber - 1] ?? null
  const isSame = old !== undefined && old.cluster === cluster && old.index === index
  const frame =
    isSame && old.moment === moment ? old : { index, at: run.now(), cluster, moment, momentNumber }
  cache.newest = { version, frame }
  cache.world = world
  return frame
}

/** One partition's logs at the cursor. */
export function currentLog(at: LogPlace): PartitionLogView {
  const run = currentRun()
  return projectLog(run.world(), { cluster: currentFrame().cluster, past: logPast(run, at) }, at)
}

const projectBefore = newClusterProjection()

/** One partition's logs as they were before the cursor's newest event; as they are where there is none. */
export function logBefore(at: LogPlace): PartitionLogView {
  const run = currentRun()
  const index = Math.max(0, run.cursor() - 1)
  const world = run.worldAt(index)
  const past = logPastOf(run.branch(), index, at)
  return projectLog(world, { cluster: projectBefore(world), past }, at)
}
