import type { Problem } from '~/base/result'
import type { ClientWish } from '~/engine/clients'
import { addClient } from '~/engine/clients'
import { isOff } from './allowed'
import { currentFrame } from './frame'
import { select } from './selection'
import { attempt, changed, currentRun } from './session'

/** A client that a person wants. */
export type { ClientWish }

/** Starts a client and chooses it. @returns what is wrong with the wish, or null. */
export function startClient(wish: ClientWish): Problem | null {
  if (isOff('clients')) return null
  const result = attempt(() => addClient(currentRun(), wish), null)
  changed()
  if (result === null) return null
  if (!result.ok) return result.error
  select({ kind: 'client', process: wish.id })
  return null
}

/** A name that no process has: `producer-1`, … */
export function freeName(kind: ClientWish['kind']): string {
  const taken = new Set(currentFrame().cluster.clients.map(({ process }) => process))
  let number = 1
  while (taken.has(`${kind}-${number}`)) number += 1
  return `${kind}-${number}`
}
