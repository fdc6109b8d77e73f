import type { ClusterView } from '~/views/clusterView'

/** What is compared of a thing at an instant. */
export type StandingField =
  'leader' | 'isr' | 'state' | 'logEnd' | 'highWatermark' | 'generation' | 'controller'

/** A thing that stands otherwise in two worlds. */
export interface StandingDifference {
  readonly about: string
  readonly field: StandingField
  /** `null`: the thing is not there. */
  readonly a: string | null
  readonly b: string | null
}

/** Fields in which two futures differ by a little all the time. */
const NUMBERS: readonly StandingField[] = ['logEnd', 'highWatermark']

/** True for places in a log, which differ whenever a record came earlier or later. */
export function isPlace({ field }: StandingDifference): boolean {
  return NUMBERS.includes(field)
}

type Rows = Map<string, ReadonlyMap<StandingField, string>>

/** What stands otherwise: partitions, brokers, the controller, groups; by name. */
export function standingDifferences(a: ClusterView, b: ClusterView): readonly StandingDifference[] {
  const [left, right] = [rowsOf(a), rowsOf(b)]
  const names = [...new Set([...left.keys(), ...right.keys()])].sort()
  return names.flatMap((about) => {
    const [mine, theirs] = [left.get(about), right.get(about)]
    const fields = new Set([...(mine?.keys() ?? []), ...(theirs?.keys() ?? [])])
    return [...fields].flatMap((field): readonly StandingDifference[] => {
      const [one = null, other = null] = [mine?.get(field), theirs?.get(field)]
      return one === other ? [] : [{ about, field, a: one, b: other }]
    })
  })
}

const NOBODY = '–'

function rowsOf(view: ClusterView): Rows {
  const rows: Rows = new Map()
  const active = view.controllers.find(({ role, up }) => role === 'leader' && up)
  rows.set('quorum', new Map([['controller', active === undefined ? NOBODY : String(active.id)]]))
  for (const { id, state } of view.brokers) rows.set(`Broker ${id}`, new Map([['state', state]]))
  for (const { id, state, generation } of view.groups) {
    rows.set(
      id,
      new Map([
        ['state', state],
        ['generation', String(generation)],
      ] as const),
    )
  }
  const replicas = view.brokers.flatMap((broker) => broker.replicas)
  for (const { name, internal, partitions } of view.topics) {
    if (internal) continue
    for (const { partition, leader, isr } of partitions) {
      const led = replicas.find(
        (one) => one.topic === name && one.partition === partition && one.broker === leader,
      )
      const fields: [StandingField, string][] = [
        ['leader', leader === null ? NOBODY : String(leader)],
        ['isr', isr.join(', ')],
      ]
      if (led !== undefined) {
        fields.push(['logEnd', String(led.logEndOffset)])
        fields.push(['highWatermark', String(led.highWatermark)])
      }
      rows.set(`${name}-${partition}`, new Map(fields))
    }
  }
  return rows
}
