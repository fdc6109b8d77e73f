import type { ErrorCode } from '../errors'

/** A way of proving a password. Kafka: ScramMechanism. */
export type ScramMechanism = 'SCRAM-SHA-256' | 'SCRAM-SHA-512'

/** DescribeUserScramCredentials (50). `users` null = all. KIP-554. */
export interface DescribeUserScramCredentialsRequest {
  readonly api: 'DescribeUserScramCredentials'
  readonly users: readonly string[] | null
}
/** Answers `DescribeUserScramCredentials`; never the keys. */
export interface DescribeUserScramCredentialsResponse {
  readonly api: 'DescribeUserScramCredentials'
  readonly error: ErrorCode
  readonly results: readonly {
    readonly user: string
    readonly error: ErrorCode
    readonly errorMessage: string | null
    readonly credentials: readonly {
      readonly mechanism: ScramMechanism
      readonly iterations: number
    }[]
  }[]
}

/** AlterUserScramCredentials (51). */
export interface AlterUserScramCredentialsRequest {
  readonly api: 'AlterUserScramCredentials'
  readonly deletions: readonly { readonly name: string; readonly mechanism: ScramMechanism }[]
  readonly upsertions: readonly {
    readonly name: string
    readonly mechanism: ScramMechanism
    readonly iterations: number
  }[]
}
/** Answers `AlterUserScramCredentials`. */
export interface AlterUserScramCredentialsResponse {
  readonly api: 'AlterUserScramCredentials'
  readonly results: readonly {
    readonly user: string
    readonly error: ErrorCode
    readonly errorMessage: string | null
  }[]
}
