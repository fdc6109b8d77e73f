import type { LifeLine } from '~/engine/journal'
import type { Noted } from '~/engine/notes'
import { thingKey } from '~/engine/notes'
import type { Guard } from '~/engine/why/values'
import { guardsOf } from '~/engine/why/values'
import type { MachineInstance } from '~/views/machineView'
import { projectMachines } from '~/views/projectMachines'
import { currentRun } from './session'

/** An edge that a machine took. */
export type TakenEdge = Noted<'Transitioned'>

/** Everything that has a state machine at the cursor. */
export function currentMachines(): readonly MachineInstance[] {
  return projectMachines(currentRun().world())
}

/** Every edge that a thing's machine took in this run, also those ahead of the cursor. */
export function takenEdges(machine: string, id: string): readonly TakenEdge[] {
  return currentRun().notes().transitions.get(thingKey(machine, id)) ?? []
}

/** The end of a process's life. */
export interface LifeEnd extends Pick<LifeLine, 'index' | 'at'> {
  readonly what: 'killed' | 'exited'
}

/** Each time that a process ended, up to the cursor. */
export function endsOf(process: string): readonly LifeEnd[] {
  const run = currentRun()
  return run.branch().journal.lives.flatMap((life) => {
    const { index, at, what } = life
    const isEnd = what === 'killed' || what === 'exited'
    return isEnd && life.process === process && index < run.cursor() ? [{ index, at, what }] : []
  })
}

/** So many comparisons of one event are shown. */
const SHOWN_DECIDERS = 2

/** What an event compared, with its numbers: what decided the edges that it took. */
export function decidersAt(index: number): readonly Guard[] {
  const run = currentRun()
  const { facts } = run.stepAt(index)
  return facts.flatMap((row) => guardsOf(run, row)).slice(0, SHOWN_DECIDERS)
}
