import type { MetadataImage } from '../metadata/image'
import { mismatch } from '../protocol/apis'
import { supportedRanges } from '../protocol/features'
import type { Request, Response } from '../protocol/rpc'
import type { QuorumState } from '../quorum/quorumState'
import { knownLeader, votersOf } from '../quorum/quorumState'

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

/** The controllers, for a client that began with one of them. X-92. ControllerApis.handleDescribeCluster. */
export function describeControllers(
  quorum: QuorumState,
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
      ? votersOf(quorum).map(({ id, host, port }) => ({ id, host, port, rack: null }))
      : [],
  }
}
