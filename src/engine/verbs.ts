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

/** Starts servers that are down, resumes what is paused, and heals every link. */
export function healRun(run: Run): void {
  const processes = [...run.world().processes.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id, status, spec } of processes) {
    const isDown = status === 'killed' || status === 'exited'
    if (status === 'paused') run.command({ type: 'Resume', process: id })
    else if (isDown && (spec.kind === 'server' || status === 'killed')) {
      run.command({ type: 'Start', process: id })
    }
  }
  if (run.world().network.links.size > 0) run.command({ type: 'HealLinks' })
}
