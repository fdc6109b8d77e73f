/** A point of the stage, px. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A rectangle of the stage, px. */
export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** What stands on the stage, without its states: only a change here moves anything. */
export interface StageShape {
  readonly controllers: readonly { readonly id: number; readonly process: string }[]
  readonly brokers: readonly {
    readonly id: number
    readonly process: string
    readonly rack?: string | null
  }[]
  readonly topics: readonly {
    readonly name: string
    readonly internal: boolean
    readonly partitions: readonly number[]
  }[]
  readonly clients: readonly {
    readonly process: string
    readonly kind: 'producer' | 'consumer' | 'admin'
    readonly group: string | null
  }[]
  readonly groups: readonly string[]
}

/** A shape with the room it has and what a person wishes. */
export interface StageWish {
  readonly shape: StageShape
  readonly width: number
  readonly height: number
  /** Topics whose fold is not the default (internal ones are folded, others are not). */
  readonly toggled: ReadonlySet<string>
}

/** How a column is drawn. EXPERIENCE, level of detail. */
export type Density = 'chips' | 'beads' | 'heat'

/** The name of the column, and of the fold, of all topics together. No topic may bear it. */
export const ALL_TOPICS = '*'

/** A column: one partition, a folded topic, or all topics as one bar (`partition` null). */
export interface Column {
  readonly key: string
  readonly topic: string
  readonly partition: number | null
  /** Middle of its chips. */
  readonly x: number
  readonly chipWidth: number
  /** Where replication runs beside it: requests, then answers. */
  readonly track: { readonly request: number; readonly response: number }
}

/** A group of columns. */
export interface TopicHead {
  readonly name: string
  readonly left: number
  readonly right: number
  readonly isFolded: boolean
  readonly canFold: boolean
  readonly count: number
}

/** A broker's row. */
export interface Row {
  readonly id: number
  readonly process: string
  readonly box: Box
  /** Middle of its chips. */
  readonly chipY: number
  readonly requestY: number
  readonly responseY: number
}

/** The rows of a rack, where rows are grouped by racks. */
export interface RackPlace {
  readonly name: string
  /** Baseline of its name, and its bracket's place. */
  readonly head: Point
  readonly bracket: { readonly x: number; readonly top: number; readonly bottom: number }
}

/** A controller's hexagon. */
export interface Hexagon extends Point {
  readonly id: number
  readonly process: string
  readonly radius: number
}

/** From the baseline of the partitions' heads to the top of what belongs to them, px. */
export const HEADS_TOP = 22

/** A client's box. */
export interface ClientPlace {
  readonly process: string
  readonly side: 'producers' | 'consumers'
  readonly box: Box
}

/** A group's head and bracket. */
export interface GroupPlace {
  readonly id: string
  /** Left end of its head's first line, and the room that the head has. */
  readonly head: Point & { readonly width: number }
  readonly bracket: Box
}

/** Where everything stands. */
export interface StageLayout {
  readonly form: 'matrix' | 'phone'
  readonly width: number
  readonly height: number
  readonly density: Density
  readonly rowForm: 'full' | 'medium' | 'snug' | 'compact'
  readonly chipHeight: number
  /** Left end of the quorum's two lines. */
  readonly quorumTitle: Point
  readonly hexagons: readonly Hexagon[]
  /** Below the hexagons: where messages for controllers run. */
  readonly shelfLane: number
  readonly trunkX: number
  /** Between clients and rows. */
  readonly gutter: { readonly producers: number; readonly consumers: number }
  /** Where a row's header ends and its chips begin. */
  readonly dividerX: number
  readonly headY: number
  readonly rows: readonly Row[]
  /** Empty where rows stand by their ids. */
  readonly racks: readonly RackPlace[]
  readonly topics: readonly TopicHead[]
  readonly columns: readonly Column[]
  /** The column of each partition, `topic-n`; a folded topic's is one for all. */
  readonly columnOf: ReadonlyMap<string, Column>
  readonly clients: readonly ClientPlace[]
  readonly groups: readonly GroupPlace[]
}
