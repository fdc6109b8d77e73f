import type { WordKey } from '~/words/en'
import { en } from '~/words/en'
import type { Say } from './useWords'

function isKey(key: string): key is WordKey {
  return key in en
}

/** What an event of a machine means, in one sentence. */
export function edgeWords(machine: string, event: string, t: Say): string {
  const key = `edge.${machine}.${event}`
  return isKey(key) ? t(key) : event
}

/** What a machine is called. */
export function machineName(machine: string, t: Say): string {
  const key = `machine.${machine}`
  return isKey(key) ? t(key) : machine
}
