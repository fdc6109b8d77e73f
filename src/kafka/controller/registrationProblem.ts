import type { MetadataImage } from '../metadata/image'
import { isReservedDirectory } from '../metadata/directories'
import type { ErrorCode } from '../protocol/errors'
import { METADATA_VERSION } from '../protocol/features'
import type { BrokerRegistrationRequest } from '../protocol/rpc/controller'
import type { ControllerWork } from './controllerState'

/** The level of metadata.version, 3.7-IV2, from which replicas have directories. */
const DIRECTORIES_LEVEL = 17

/** Checks 4 to 6 of a registration. C-11. Kafka: ClusterControlManager.registerBroker. */
export function registrationProblem(
  { state: { image } }: ControllerWork,
  body: BrokerRegistrationRequest,
): ErrorCode | null {
  if (directoriesProblem(image, body)) return 'INVALID_REGISTRATION'
  if (!supports(image, body, Object.keys(body.features))) return 'UNSUPPORTED_VERSION'
  if (!Object.hasOwn(body.features, METADATA_VERSION)) return 'INVALID_REGISTRATION'
  // A feature that the broker does not name has level 0 alone.
  return supports(image, body, [...image.features.keys()]) ? null : 'UNSUPPORTED_VERSION'
}

/** True without a directory, with a reserved or a repeated one, or with another broker's. */
function directoriesProblem(
  image: MetadataImage,
  { brokerId, logDirs }: BrokerRegistrationRequest,
): boolean {
  if ((image.features.get(METADATA_VERSION) ?? 0) < DIRECTORIES_LEVEL) return false
  if (logDirs.length === 0 || new Set(logDirs).size < logDirs.length) return true
  if (logDirs.some(isReservedDirectory)) return true
  return image.brokers.some(
    (other) => other.id !== brokerId && other.directories.some((id) => logDirs.includes(id)),
  )
}

function supports(
  { features: finalized }: MetadataImage,
  { features }: BrokerRegistrationRequest,
  names: readonly string[],
): boolean {
  return names.every((name) => {
    // kraft.version is the quorum's own.
    if (name === 'kraft.version') return true
    const level = finalized.get(name) ?? 0
    const [min, max] = features[name] ?? [0, 0]
    return level === 0 || (level >= min && level <= max)
  })
}
