/** A part of a disk that does not work. */
export interface DiskFault {
  /** The directory that it begins at; '' is the whole disk. */
  readonly path: string
  /** `failed`: every access ends with an I/O error; `full`: only what is written. */
  readonly kind: 'failed' | 'full'
}

/** What an access to a path meets; a failed directory before a full one. */
export function faultAt(
  { faults }: { readonly faults: readonly DiskFault[] },
  path: string,
): DiskFault['kind'] | null {
  if (faults.length === 0) return null
  const here = faults.filter((fault) => isWithin(path, fault.path))
  return here.find(({ kind }) => kind === 'failed')?.kind ?? here[0]?.kind ?? null
}

/** True when a path is a directory or lies in it; '' holds every path. */
export function isWithin(path: string, dir: string): boolean {
  return dir === '' || path === dir || path.startsWith(`${dir}/`)
}
