/** What a planned fault may wait for: something that one event reports. */
export type KafkaCondition =
  /** Any partition's leader changes, or this one's (`orders-0`). */
  | { readonly type: 'leaderChanged'; readonly partition: string | null }
  /** Fewer replicas are in sync than this. */
  | { readonly type: 'isrBelow'; readonly partition: string | null; readonly size: number }
  | { readonly type: 'brokerFenced'; readonly broker: number | null }
  | { readonly type: 'controllerElected' }
  /** The leader's high watermark reaches an offset. */
  | { readonly type: 'committed'; readonly partition: string; readonly offset: number }
  /** A request is refused with this error. */
  | { readonly type: 'refused'; readonly error: string }
  /** A machine takes an edge into a state. */
  | { readonly type: 'entered'; readonly machine: string; readonly state: string }
  /** A thing's machine takes this edge; null: anything's. */
  | {
      readonly type: 'taken'
      readonly machine: string
      readonly id: string | null
      readonly from: string
      readonly event: string
    }
