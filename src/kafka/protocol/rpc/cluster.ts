import type { NodeId } from '../../ids'
import type { ErrorCode } from '../errors'

/** UpdateFeatures (57). KIP-584. */
export interface UpdateFeaturesRequest {
  readonly api: 'UpdateFeatures'
  readonly updates: readonly {
    readonly feature: string
    readonly level: number
    readonly upgradeType: 'UPGRADE' | 'SAFE_DOWNGRADE' | 'UNSAFE_DOWNGRADE'
  }[]
  readonly validateOnly: boolean
}
/** Answers `UpdateFeatures`: all stand or fall together. */
export interface UpdateFeaturesResponse {
  readonly api: 'UpdateFeatures'
  readonly error: ErrorCode
  readonly errorMessage: string | null
}

/** UnregisterBroker (64). */
export interface UnregisterBrokerRequest {
  readonly api: 'UnregisterBroker'
  readonly brokerId: NodeId
}
/** Answers `UnregisterBroker`. */
export interface UnregisterBrokerResponse {
  readonly api: 'UnregisterBroker'
  readonly error: ErrorCode
  readonly errorMessage: string | null
}
