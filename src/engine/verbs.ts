import { processId } from '~/sim/ids'
import type { Run } from './run'

/** What a person can do to a process of the run. */
export type Verb = 'crash' | 'stop' | 'start' | 'pause' | 'resume'

/** Does something to a process at the cursor; in the past this begins another future. */
export function actOn(run: Run, verb: Verb, name: string): void {
  const process = processId(name)
  switch (verb) {
    case 'crash':
      run.command({ type: 'Kill', process })
      return
    case 'stop':
      run.command({ type: 'Signal', process, signal: 'SIGTERM' })
      return
    case 'start':
      run.command({ type: 'Start', process })
      return
    case 'pause':
      run.command({ type: 'Pause', process })
      return
    case 'resume':
      run.command({ type: 'Resume', process })
  }
}

/** The verbs that make sense for a process in this state. */
export function verbsFor(status: 'running' | 'paused' | 'down'): readonly Verb[] {
  if (status === 'running') return ['crash', 'stop', 'pause']
  return status === 'paused' ? ['resume', 'crash'] : ['start']
}
