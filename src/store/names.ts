import { currentRun } from './session'

/** What a person calls a process of the run that is shown. */
export function processName(process: string): string {
  return currentRun().nameOf(process)
}
