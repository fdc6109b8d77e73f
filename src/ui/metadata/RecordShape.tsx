import type { MetadataFamily } from '~/views/metadataLogView'

/** 10 px shapes around 0: each family its own, so that colour only repeats them. */
const SHAPES: Readonly<Record<MetadataFamily, string>> = {
  control: 'M-3 -5h6l3 5l-3 5h-6l-3 -5z',
  broker: 'M-5 -4h10v8h-10z',
  topic: 'M0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z',
  partition: 'M-5 5V-5L5 0z',
  config: 'M-5 -1.5h3.5v-3.5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5z',
  other: 'M0 -3a3 3 0 1 0 0.01 0z',
}

interface ShapeProps {
  readonly family: MetadataFamily
  readonly x: number
  readonly y: number
}

/** The kind of thing that a record is about. */
export function RecordShape({ family, x, y }: ShapeProps) {
  return (
    <path
      className={`meta-shape meta-shape-${family}`}
      d={SHAPES[family]}
      transform={`translate(${x} ${y})`}
    />
  )
}
