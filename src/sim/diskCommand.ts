import { assertNever } from '~/base/assertNever'
import type { Draft } from './draft'
import type { DiskFault } from './disk'
import { faultAt, isWithin } from './disk'
import { diskOf, FLUSH_MICROS, report } from './draft'
import type { HostId } from './ids'
import type { ModelTypes } from './model'
import type { Told } from './told'
import type { Command, Disk } from './world'
import { isAlive } from './world'

/** A command that is about a host's disk. */
export type DiskCommand<M extends ModelTypes> = Extract<
  Command<M>,
  {
    type:
      | 'WipeDisk'
      | 'SetDisk'
      | 'FailDirectory'
      | 'FillDisk'
      | 'HealDisk'
      | 'CorruptTail'
      | 'CorruptOld'
      | 'LoseFile'
      | 'CopyDisk'
      | 'RestoreDisk'
  }
>

/** Does something to a host's disk. A process learns of it when it next uses the disk. */
export function changeDisk<M extends ModelTypes>(
  draft: Draft<M>,
  order: DiskCommand<M>,
): Told<M> | null {
  const { host } = order
  switch (order.type) {
    case 'WipeDisk':
      draft.disks = draft.disks.delete(host)
      report(draft, null, { type: 'DiskWiped', host })
      return null
    case 'SetDisk': {
      const flushMicros = order.flushMicros ?? FLUSH_MICROS
      put(draft, host, { flushMicros })
      report(draft, null, { type: 'DiskChanged', host, flushMicros })
      return null
    }
    case 'FailDirectory':
      addFault(draft, host, { path: order.path, kind: 'failed' })
      report(draft, null, { type: 'DirectoryFailed', host, path: order.path })
      return null
    case 'FillDisk':
      addFault(draft, host, { path: order.path, kind: 'full' })
      report(draft, null, { type: 'DiskFilled', host, path: order.path })
      return null
    case 'HealDisk':
      heal(draft, host, order.path)
      return null
    case 'CorruptTail':
      return corrupt(draft, { host, dir: order.path, part: 'tail' })
    case 'CorruptOld':
      return corrupt(draft, { host, dir: order.path, part: 'old' })
    case 'LoseFile':
      loseFile(draft, host, order.path)
      return null
    case 'CopyDisk': {
      const { cached: files } = diskOf(draft, host)
      put(draft, host, { copy: { files, madeAt: draft.now } })
      report(draft, null, { type: 'DiskCopied', host, files: files.size })
      return null
    }
    case 'RestoreDisk': {
      const { copy } = diskOf(draft, host)
      if (copy === null) return null
      put(draft, host, { cached: copy.files, flushed: copy.files })
      report(draft, null, { type: 'DiskRestored', host, madeAt: copy.madeAt })
      return null
    }
    default:
      return assertNever(order)
  }
}

function put<M extends ModelTypes>(draft: Draft<M>, host: HostId, part: Partial<Disk<M>>): void {
  draft.disks = draft.disks.set(host, { ...diskOf(draft, host), ...part })
}

function addFault<M extends ModelTypes>(draft: Draft<M>, host: HostId, fault: DiskFault): void {
  const { faults } = diskOf(draft, host)
  const others = faults.filter(({ path, kind }) => path !== fault.path || kind !== fault.kind)
  put(draft, host, { faults: [...others, fault] })
}

function heal<M extends ModelTypes>(draft: Draft<M>, host: HostId, path: string | null): void {
  const { faults } = diskOf(draft, host)
  if (path === null) put(draft, host, { faults: [], flushMicros: FLUSH_MICROS })
  else put(draft, host, { faults: faults.filter((fault) => fault.path !== path) })
  report(draft, null, { type: 'DiskHealed', host })
}

function loseFile<M extends ModelTypes>(draft: Draft<M>, host: HostId, path: string): void {
  const { cached, flushed } = diskOf(draft, host)
  if (!cached.has(path)) return
  put(draft, host, { cached: cached.delete(path), flushed: flushed.delete(path) })
  report(draft, null, { type: 'FileLost', host, path })
}

/**
 * Damages the last file, by name, that can be damaged, or the first that has something old; who runs
 * there holds it damaged, too. Faults D5, D6.
 */
function corrupt<M extends ModelTypes>(
  draft: Draft<M>,
  {
    host,
    dir,
    part,
  }: { readonly host: HostId; readonly dir: string; readonly part: 'tail' | 'old' },
): Told<M> | null {
  const disk = diskOf(draft, host)
  const { corrupt: damage } = draft.program
  if (damage === undefined) return null
  const paths = [...disk.cached.keys()].filter(
    (path) => isWithin(path, dir) && faultAt(disk, path) !== 'failed',
  )
  const inOrder = part === 'old' ? paths.sort() : paths.sort().reverse()
  for (const path of inOrder) {
    const file = disk.cached.get(path)
    const damaged = file === undefined ? null : damage(file, part)
    if (damaged === null) continue
    const isFlushed = disk.flushed.get(path) === file
    put(draft, host, {
      cached: disk.cached.set(path, damaged),
      flushed: isFlushed ? disk.flushed.set(path, damaged) : disk.flushed,
    })
    report(draft, null, { type: 'FileCorrupted', host, path })
    const [process, ...others] = runningOn(draft, host)
    return process === undefined
      ? null
      : { process, others, input: { type: 'FileCorrupted', path } }
  }
  return null
}

/** A paused process is told, too: its memory is where the file is. */
function runningOn<M extends ModelTypes>(draft: Draft<M>, host: HostId) {
  return [...draft.processes.values()]
    .filter((process) => process.host === host && isAlive(process))
    .map(({ id }) => id)
    .sort()
}
