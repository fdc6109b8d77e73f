import { isWordKey } from '~/words/en'
import type { Say } from './useWords'

/** What an event of a machine means, in one sentence. */
export function edgeWords(machine: string, event: string, t: Say): string {
  const key = `edge.${machine}.${event}`
  return isWordKey(key) ? t(key) : event
}

/** What a machine is called. */
export function machineName(machine: string, t: Say): string {
  const key = `machine.${machine}`
  return isWordKey(key) ? t(key) : machine
}
