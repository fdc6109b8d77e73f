/** Facts that every part may report. */
export type SharedFact =
  /** A state machine took an edge. */
  | {
      readonly type: 'Transitioned'
      readonly machine: string
      /** The thing whose machine it is: `broker-2`, `orders-0@1`, `group billing`. */
      readonly id: string
      readonly from: string
      readonly event: string
      readonly to: string
    }
  /** A line of `server.log` or of a client's log, as Kafka prints it without time and level. */
  | {
      readonly type: 'Logged'
      readonly level: 'INFO' | 'WARN' | 'ERROR'
      readonly logger: string
      readonly text: string
      /** The exception below the line: `java.net.UnknownHostException: kafka`. */
      readonly thrown?: string
    }
  /** A line of a tool's standard output or error (without its line end). */
  | { readonly type: 'Printed'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
