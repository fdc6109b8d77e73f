import type { NodeId } from '../ids'

/** A replica of the metadata log: id and directory id (null = unknown, kraft.version 0). */
export interface ReplicaKey {
  readonly id: NodeId
  readonly directoryId: string | null
}
