import type { Laboratory, Trial, TrialRequest } from '~/engine/trial/trial'
import type { FromLaboratory, ToLaboratory } from './messages'

/** Events between two looks at the clock. */
const AT_ONCE = 64

/** What a bench needs from where it stands. */
export interface BenchTools {
  readonly laboratory: Laboratory
  /** ms. */
  readonly clock: () => number
  /** How long it works before it lets others work, ms. */
  readonly sliceMs: number
  /** Calls it again as soon as others have worked. */
  readonly later: (work: () => void) => void
  readonly say: (message: FromLaboratory) => void
}

/** A laboratory that does what it is told, one trial after the other, in slices. */
export interface Bench {
  readonly hear: (message: ToLaboratory) => void
}

interface Wish {
  readonly id: number
  readonly request: TrialRequest
}

/** Works off trials in the order they come; one that is dropped is left where it is. */
export function newBench(tools: BenchTools): Bench {
  const wishes: Wish[] = []
  const state: { trial: Trial | null; isAtWork: boolean } = { trial: null, isAtWork: false }
  const finish = () => {
    wishes.shift()
    state.trial = null
  }
  const slice = (wish: Wish): void => {
    const begun = tools.clock()
    try {
      state.trial ??= tools.laboratory.begin(wish.request)
      while (!state.trial.further(AT_ONCE)) {
        if (tools.clock() - begun >= tools.sliceMs) return
      }
      tools.say({ type: 'answer', id: wish.id, answer: state.trial.answer() })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      tools.say({ type: 'broken', id: wish.id, message })
    }
    finish()
  }
  const work = (): void => {
    const [wish] = wishes
    state.isAtWork = wish !== undefined
    if (wish === undefined) return
    slice(wish)
    tools.later(work)
  }
  return {
    hear: (message) => {
      if (message.type === 'drop') {
        const at = wishes.findIndex(({ id }) => id === message.id)
        if (at === 0) state.trial = null
        if (at >= 0) wishes.splice(at, 1)
        return
      }
      wishes.push({ id: message.id, request: message.request })
      if (!state.isAtWork) {
        state.isAtWork = true
        tools.later(work)
      }
    },
  }
}
