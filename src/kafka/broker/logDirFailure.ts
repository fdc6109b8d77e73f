import { endFetching, takeReplicaEdge } from '../replication/edges'
import { forgetFollowed } from '../replication/followed'
import { sortedReplicas } from '../replication/partition'
import type { BrokerWork } from './brokerState'
import { putReplica, setBrokerTimer } from './brokerState'
import { putMove } from './futureLog'
import { completeAll } from './groupGlue'
import { askShutdown } from './lifecycle'
import { directoryIdOf, liveDirs } from './logDirs'

/**
 * Gives a log directory up: what is in it is offline until the next start. The last one, or the one
 * of the metadata log, takes the process with it; otherwise the controller is told. R-66.
 * Kafka: ReplicaManager.handleLogDirFailure, LogManager.handleLogDirFailure.
 */
export function handleLogDirFailure(work: BrokerWork, dir: string): void {
  const { config, failedDirs } = work.state
  if (failedDirs.offline.includes(dir)) return
  const id = directoryIdOf(work.state, dir)
  warn(
    work,
    `Stopping serving replicas in dir ${dir} with uuid ${id ?? 'None'} because the log directory has failed.`,
  )
  const lost = sortedReplicas(work).filter((replica) => replica.logDir === dir)
  for (const replica of lost) {
    if (!replica.isOffline) takeReplicaEdge(work, replica, 'directoryFailed')
    endFetching(work, replica)
    putReplica(work, { ...replica, isOffline: true, role: { type: 'follower', leader: null } })
  }
  const { moves } = work.state.moving
  for (const [name, move] of moves) {
    // What the copy was for is gone with it; a copy whose log is offline rests until the next start.
    if (move.logDir === dir || lost.some((row) => row.name === name)) putMove(work, name, null)
  }
  forgetFollowed(work)
  work.state.failedDirs = { ...failedDirs, offline: [...failedDirs.offline, dir] }
  const names = lost.map(({ name }) => name)
  work.facts.push({
    type: 'LogDirectoryFailed',
    rule: 'R-66',
    broker: config.nodeId,
    dir,
    partitions: names,
  })
  if (liveDirs(work.state).length === 0) {
    return halt(
      work,
      `Shutdown broker because all log dirs in ${config.logDirs.join(', ')} have failed`,
    )
  }
  if (dir === config.metadataDir) {
    return halt(work, `Shutdown broker because the metadata log dir ${dir} has failed`)
  }
  completeAll(work, names)
  tellController(work, id)
  warn(work, `Stopped serving replicas in dir ${dir}`)
}

function warn(work: BrokerWork, text: string): void {
  const prefix = `[ReplicaManager broker=${work.state.config.nodeId}] `
  const logger = 'kafka.server.ReplicaManager'
  work.facts.push({ type: 'Logged', level: 'WARN', logger, text: `${prefix}${text}` })
}

/** The process ends at once: nothing is flushed, nothing is answered. Kafka: Exit.halt(1). */
function halt(work: BrokerWork, text: string): void {
  const logger = 'kafka.log.LogManager'
  work.facts.push({ type: 'Logged', level: 'ERROR', logger, text })
  work.effects.push({ type: 'Exit', code: 1 })
}

/** Kafka: BrokerLifecycleManager.propagateDirectoryFailure. */
function tellController(work: BrokerWork, id: string | null): void {
  if (id === null) return
  if (work.state.brokerEpoch !== null) setBrokerTimer(work, 'communicate', { ms: 0 })
  const ms = work.state.config.settings.int('log.dir.failure.timeout.ms')
  setBrokerTimer(work, 'dirFailureUntold', { about: id, ms })
}

/** The controller could not be told in time. Kafka: OfflineDirBrokerFailureEvent. */
export function onDirFailureUntold(work: BrokerWork, id: string): void {
  if (work.state.failedDirs.told.includes(id)) return
  const what = `couldn't communicate offline log dir ${id} with controllers`
  const prefix = `[BrokerLifecycleManager id=${work.state.config.nodeId}] `
  work.facts.push({
    type: 'Logged',
    level: 'ERROR',
    logger: 'kafka.server.BrokerLifecycleManager',
    text: `${prefix}Shutting down because ${what}`,
  })
  askShutdown(work)
}
