/** No session: an answer has opened none, or has closed it. Kafka: FetchMetadata.INVALID_SESSION_ID. */
export const NO_SESSION_ID = 0

/** The epoch of a full fetch that may open a session. Kafka: FetchMetadata.INITIAL_EPOCH. */
export const INITIAL_FETCH_EPOCH = 0

/** The epoch of a full fetch that wants no session, and closes its own. FetchMetadata.FINAL_EPOCH. */
export const FINAL_FETCH_EPOCH = -1

/** The greatest epoch; the one after it is 1. Java: Integer.MAX_VALUE. */
const LAST_EPOCH = 0x7fffffff

/** True for a fetch that names all its partitions. Kafka: FetchMetadata.isFull. */
export function isFullFetch(epoch: number): boolean {
  return epoch === INITIAL_FETCH_EPOCH || epoch === FINAL_FETCH_EPOCH
}

/** The epoch of the fetch after one of `epoch`. Kafka: FetchMetadata.nextEpoch. */
export function nextFetchEpoch(epoch: number): number {
  if (epoch < 0) return FINAL_FETCH_EPOCH
  return epoch === LAST_EPOCH ? 1 : epoch + 1
}

/** A fetch's session and epoch in words. Kafka: FetchMetadata.toString. */
export function fetchMetadataText(sessionId: number, epoch: number): string {
  const id = sessionId === NO_SESSION_ID ? 'INVALID' : String(sessionId)
  const named = epoch === INITIAL_FETCH_EPOCH ? 'INITIAL' : String(epoch)
  return `(sessionId=${id}, epoch=${epoch === FINAL_FETCH_EPOCH ? 'FINAL' : named})`
}
