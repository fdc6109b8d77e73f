import type { ClusterView } from '~/views/clusterView'
import { fromAddress } from './address'

/**
 * What stands on the stage when the first scenario is open. The build puts it here (`firstPicture`
 * of the engine); a page that is served from its sources has none and waits for its engine.
 */
const PICTURE: ClusterView | null = null

/** True when the address wishes no run but the first one. */
function isFirstWished(): boolean {
  return (
    fromAddress('scenario') === null &&
    fromAddress('seed') === null &&
    !window.location.hash.startsWith('#run=')
  )
}

/** The picture to draw until the run arrives at it; null where another run is wished. */
export const firstPicture: ClusterView | null =
  typeof window !== 'undefined' && isFirstWished() ? PICTURE : null
