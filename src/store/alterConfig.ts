import { createStore } from 'zustand/vanilla'
import type { ConfigTarget } from '~/engine/alterConfig'
import { alterConfig, isAltering } from '~/engine/alterConfig'
import { isOff } from './allowed'
import { playback, setHurried, setPlaying } from './playback'
import { attempt, changed, currentRun, loadCommandLine, session } from './session'

/** The newest change that was asked for: by which process, of which setting. */
export interface AskedChange {
  readonly process: string
  readonly name: string
}

/** The store. */
export const askedChange = createStore<{ readonly asked: AskedChange | null }>(() => ({
  asked: null,
}))

/** Whether a change lets time pass, and may hold it again. */
const clockwork = { isMine: false }

/** Asks the cluster for another value, and lets time pass until it has answered. */
export async function changeConfig(
  target: ConfigTarget,
  setting: { readonly name: string; readonly value: string },
): Promise<void> {
  if (isOff('settings')) return
  await loadCommandLine()
  const process = attempt(() => alterConfig(currentRun(), target, setting), null)
  if (process === null) return
  clockwork.isMine = !playback.getState().isPlaying
  askedChange.setState({ asked: { process, name: setting.name } })
  changed()
  setPlaying(true)
}

/** After every change of the run: while the tool runs, time is the person's own. */
function follow(): void {
  const { asked } = askedChange.getState()
  if (asked === null) return
  const run = currentRun()
  const isRunning = isAltering(run, asked.process)
  setHurried('inspector', isRunning && run.cursor() === run.endIndex())
  if (isRunning || !clockwork.isMine) return
  clockwork.isMine = false
  setPlaying(false)
}

session.subscribe(follow)
playback.subscribe(({ isPlaying }) => {
  // Once it stands still, whoever did that, it is not to be held again.
  if (!isPlaying) clockwork.isMine = false
})

/** What the tool that changes a setting has printed at the cursor; empty until it has. */
export function answerOf({ process }: AskedChange): string {
  const run = currentRun()
  return run
    .printed()
    .filter((line) => line.process === process && line.index < run.cursor())
    .map(({ text }) => text.trim())
    .join(' ')
}
