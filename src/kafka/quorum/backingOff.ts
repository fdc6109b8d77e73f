/** A node that is left alone for a while after a failure. Q-06. Kafka: RequestManager.ConnectionState. */
export interface BackingOff {
  readonly key: string
  readonly untilMs: number
}
