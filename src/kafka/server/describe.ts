import type { MetadataImage } from '../metadata/image'
import { mismatch } from '../protocol/apis'
import { supportedRanges } from '../protocol/features'
import type { Request, Response } from '../protocol/rpc'
import type { QuorumState } from '../quorum/quorumState'
import { knownLeader } from '../quorum/quorumState'

/** What a node says of itself at the beginning of a connection. A-02. Kafka: ApiVersionManager. */
export function apiVersions(image: MetadataImage, isController: boolean): Response<'ApiVersions'> {
  return {
    api: 'ApiVersions',
    error: 'NONE',
    listener: isController ? 'CONTROLLER' : 'BROKER',
    supportedFeatures: supportedRanges(),
    finalizedFeatures: Object.fromEntries(image.features),
    finalizedFeaturesEpoch: image.offset,
  }
}

/**
 * The controllers that have registered, for a client that began with one of them. X-92.
 * Kafka: ControllerApis.handleDescribeCluster, ControllerRegistrationsPublisher.
 */
export function describeControllers(
  { quorum, image }: { readonly quorum: QuorumState; readonly image: MetadataImage },
  { endpointType }: Request<'DescribeCluster'>,
): Response<'DescribeCluster'> {
  const isOurs = endpointType === 'CONTROLLER'
  return {
    api: 'DescribeCluster',
    error: isOurs ? 'NONE' : 'MISMATCHED_ENDPOINT_TYPE',
    errorMessage: isOurs ? null : mismatch('CONTROLLER', endpointType),
    clusterId: quorum.config.clusterId,
    controllerId: knownLeader(quorum) ?? -1,
    brokers: isOurs
      ? [...image.controllers]
          .toSorted(([a], [b]) => a - b)
          .flatMap(([id, { endpoints }]) => {
            const own = endpoints.find(({ name }) => name === quorum.config.controllerListener)
            return own === undefined ? [] : [{ id, host: own.host, port: own.port, rack: null }]
          })
      : [],
  }
}
