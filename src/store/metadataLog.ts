import type { ImageRow, MetadataLogView } from '~/views/metadataLogView'
import { imageTree } from '~/views/imageTree'
import type { OffsetWindow } from '~/views/projectMetadataLog'
import { imageUpTo, projectMetadataLog, shownMetadataLog } from '~/views/projectMetadataLog'
import { currentRun } from './session'

/** The metadata log at the cursor, with the records of a window. */
export function currentMetadataLog(window: (endOffset: number) => OffsetWindow): MetadataLogView {
  return projectMetadataLog(currentRun().world(), window)
}

const kept: { log: unknown; last: number; rows: readonly ImageRow[] } = {
  log: null,
  last: -1,
  rows: [],
}

/** The image that the log replays to up to an offset; the same rows until log or offset change. */
export function currentImage(last: number): readonly ImageRow[] {
  const owner = shownMetadataLog(currentRun().world())
  if (owner === null) return []
  if (kept.log !== owner.log || kept.last !== last) {
    kept.rows = imageTree(imageUpTo(owner, last))
    kept.log = owner.log
    kept.last = last
  }
  return kept.rows
}
