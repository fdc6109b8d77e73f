import type { Selected } from './selection'
import { selection } from './selection'
import { markKeys } from './thingKey'

/** The pointer or the focus is on a mark; of nothing: on none. */
export function hover(things: readonly Selected[], event: number | null = null): void {
  const keys = new Set(things.flatMap(markKeys))
  const hovered = things.length === 0 && event === null ? null : { things, event, keys }
  if (hovered !== null || selection.getState().hovered !== null) selection.setState({ hovered })
}
