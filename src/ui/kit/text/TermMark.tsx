import type { TermKey } from '~/store/glossary'

/** One stroke or area of a mark, on a plane of 96 × 40. */
interface Stroke {
  readonly d: string
  /** A role colour. */
  readonly paint: string
  readonly fill?: string
  readonly dash?: string
}

const CHIP = 'M22 8h52v24h-52z'
const LEADER_CHIP = 'M22 8h52v24h-52l7 -12z'
const CELLS = 'M12 14h24v16h-24zM36 14h24v16h-24zM60 14h24v16h-24z'
const AXIS = 'M8 30h80M16 26v8M36 26v8M56 26v8M76 26v8'

function cells(paint: string, fill: string): Stroke {
  return { d: CELLS, paint, fill }
}

const COMMITTED = cells('ink-3', 'tint-committed')

/** The marks as the lenses draw them. EXPERIENCE C1, C2; a term without a mark has none. */
const MARKS: Readonly<Partial<Record<TermKey, readonly Stroke[]>>> = {
  leader: [{ d: LEADER_CHIP, paint: 'leader', fill: 'leader' }],
  preferred: [
    { d: CHIP, paint: 'replica', fill: 'tint-replica' },
    { d: 'M30 28v-18l14 5l-14 5', paint: 'leader', dash: '3 2' },
  ],
  follower: [{ d: CHIP, paint: 'replica', fill: 'tint-replica' }],
  replica: [{ d: CHIP, paint: 'replica', fill: 'tint-replica' }],
  isr: [{ d: CHIP, paint: 'replica', fill: 'tint-replica' }],
  elr: [
    { d: CHIP, paint: 'elr', fill: 'tint-elr' },
    { d: 'M26 12h44v16h-44z', paint: 'elr' },
  ],
  lag: [
    { d: CHIP, paint: 'lag', fill: 'tint-lag' },
    { d: 'M22 20l12 -12M22 32l24 -24M34 32l24 -24M46 32l24 -24M58 32l16 -16', paint: 'lag' },
  ],
  minIsr: [
    { d: CHIP, paint: 'replica', fill: 'tint-replica' },
    { d: 'M62 8h12v12z', paint: 'danger', fill: 'danger' },
  ],
  underReplicated: [
    { d: 'M8 10h24v20h-24zM36 10h24v20h-24z', paint: 'replica', fill: 'tint-replica' },
    { d: 'M64 10h24v20h-24z', paint: 'lag', dash: '4 3' },
  ],
  unclean: [
    { d: LEADER_CHIP, paint: 'danger', fill: 'tint-danger' },
    { d: 'M48 12v10M48 26v2', paint: 'danger' },
  ],
  highWatermark: [COMMITTED, { d: 'M60 6v28M60 6h18v7h-18', paint: 'ink', fill: 'ink' }],
  logEnd: [COMMITTED, { d: 'M86 6v28M86 6h-18v7h18', paint: 'leader' }],
  logStart: [COMMITTED, { d: 'M14 8h-8v26h8', paint: 'ink' }],
  leaderEpoch: [
    COMMITTED,
    { d: 'M12 32h48v6h-48z', paint: 'line-strong', fill: 'tint-control' },
    { d: 'M60 32h24v6h-24z', paint: 'line-strong', fill: 'tint-lag' },
  ],
  divergence: [COMMITTED, { d: 'M60 6v28', paint: 'danger' }],
  truncation: [
    { d: 'M12 14h24v16h-24z', paint: 'ink-3', fill: 'tint-committed' },
    { d: 'M36 8h24v16h-24zM60 8h24v16h-24z', paint: 'ink-3', dash: '3 3' },
  ],
  offset: [{ d: AXIS, paint: 'ink' }],
  record: [{ d: 'M36 12h24v16h-24z', paint: 'ink-3', fill: 'tint-committed' }],
  batch: [
    { d: 'M8 12h20v16h-20zM28 12h20v16h-20z', paint: 'ink-3', fill: 'tint-committed' },
    { d: 'M54 12h20v16h-20z', paint: 'leader', dash: '3 3' },
  ],
  segment: [COMMITTED, { d: 'M60 8v28', paint: 'ink', dash: '2 3' }],
  position: [
    { d: AXIS, paint: 'ink' },
    { d: 'M56 8l7 12h-14z', paint: 'consume', fill: 'consume' },
  ],
  committed: [
    { d: AXIS, paint: 'ink' },
    { d: 'M36 8l7 12h-14z', paint: 'consume' },
  ],
  controller: [{ d: 'M48 4l15 8v16l-15 8l-15 -8v-16z', paint: 'control', fill: 'control' }],
  voter: [{ d: 'M48 4l15 8v16l-15 8l-15 -8v-16z', paint: 'control', fill: 'surface' }],
  quorum: [
    { d: 'M24 14l8 5v10l-8 5l-8 -5v-10z', paint: 'control', fill: 'control' },
    { d: 'M48 14l8 5v10l-8 5l-8 -5v-10zM72 14l8 5v10l-8 5l-8 -5v-10z', paint: 'control' },
  ],
  broker: [{ d: 'M8 8h80v24h-80zM30 8v24', paint: 'ink', fill: 'surface' }],
  fence: [{ d: 'M8 8h80v24h-80zM30 8v24', paint: 'offline', dash: '4 3' }],
  rack: [{ d: 'M20 6h-8v28h8', paint: 'ink' }],
  acknowledge: [
    { d: 'M56 12v16l-14 -8z', paint: 'produce' },
    { d: 'M60 20h24', paint: 'produce' },
  ],
  heartbeat: [{ d: 'M42 10h12l6 10l-6 10h-12l-6 -10z', paint: 'control', fill: 'control' }],
  group: [{ d: 'M30 6h-8v28h8M66 6h8v28h-8', paint: 'consume' }],
  rebalance: [{ d: 'M48 8l12 12l-12 12l-12 -12z', paint: 'consume', fill: 'consume' }],
  link: [{ d: 'M8 20h80', paint: 'line-strong' }],
  purgatory: [
    { d: 'M36 8h24v6h-24zM36 17h24v6h-24zM36 26h24v6h-24z', paint: 'lag', fill: 'tint-lag' },
  ],
  snapshot: [
    { d: 'M14 10h30v20h-30z', paint: 'control', fill: 'tint-control' },
    { d: 'M44 10h20v20h-20zM64 10h20v20h-20z', paint: 'ink-3' },
  ],
  metadata: [
    {
      d: 'M12 12h24v16h-24zM36 12h24v16h-24zM60 12h24v16h-24z',
      paint: 'control',
      fill: 'tint-control',
    },
  ],
}

/** True where a lens draws a mark for the term. */
export function hasMark(term: TermKey): boolean {
  return MARKS[term] !== undefined
}

/** The mark of a term as the lenses draw it; `name` says what it is. */
export function TermMark({ term, name }: { readonly term: TermKey; readonly name: string }) {
  return (
    <svg
      className="term-mark"
      width="192"
      height="80"
      viewBox="0 0 96 40"
      role="img"
      aria-label={name}
    >
      {MARKS[term]?.map(({ d, paint, fill, dash }) => (
        <path
          key={d}
          d={d}
          strokeDasharray={dash}
          style={{
            stroke: `var(--${paint})`,
            fill: fill === undefined ? 'none' : `var(--${fill})`,
            strokeWidth: 1.3,
          }}
        />
      ))}
    </svg>
  )
}
