import table from './apis.json'

/** Which kind of listener a request came to. Kafka: ApiMessageType.ListenerType. */
export type ListenerKind = 'BROKER' | 'CONTROLLER'

/** An API with the versions that Kafka 4.1.2 speaks. Kafka: ApiKeys. */
export interface ApiVersionRange {
  readonly name: string
  readonly key: number
  readonly min: number
  readonly max: number
  readonly listeners: readonly ListenerKind[]
}

const ROWS: readonly ApiVersionRange[] = Object.entries(table).map(([name, row]) => {
  const [key, min, max, letters] = row
  const text = String(letters)
  return {
    name,
    key: Number(key),
    min: Number(min),
    max: Number(max),
    listeners: [
      ...(text.includes('B') ? (['BROKER'] as const) : []),
      ...(text.includes('C') ? (['CONTROLLER'] as const) : []),
    ],
  }
})

/** The APIs that a listener of this kind answers, by ascending key. A-02. */
export function apisOf(kind: ListenerKind): readonly ApiVersionRange[] {
  return ROWS.filter(({ listeners }) => listeners.includes(kind))
}

const NAMES: Readonly<Record<ListenerKind, ReadonlySet<string>>> = {
  BROKER: new Set(apisOf('BROKER').map(({ name }) => name)),
  // The model's own name for a Fetch of the metadata log.
  CONTROLLER: new Set([...apisOf('CONTROLLER').map(({ name }) => name), 'FetchMetadata']),
}

/** True when a listener of this kind answers the API. */
export function supports(kind: ListenerKind, api: string): boolean {
  return NAMES[kind].has(api)
}

/** What a request at the wrong kind of listener is told. X-92. */
export function mismatch(is: ListenerKind, wanted: ListenerKind): string {
  return `The request was sent to an endpoint of type ${is}, but we wanted an endpoint of type ${wanted}`
}
