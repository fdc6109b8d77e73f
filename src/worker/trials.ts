import type { TrialAnswer, TrialRequest } from '~/engine/trial/trial'
import { newBench } from './bench'
import type { FromLaboratory, ToLaboratory } from './messages'

/** One file from a memory stick has no second file for a thread of its own. */
const HAS_THREAD = import.meta.env.MODE !== 'single'
/** In the page's own thread a slice must not cost a frame, ms. */
const SLICE_MS = 6

/** Where trials are carried out. */
interface Post {
  readonly say: (message: ToLaboratory) => void
}

interface Waiting {
  readonly request: TrialRequest
  readonly found: (answer: TrialAnswer) => void
  readonly failed: (problem: Error) => void
}

const waiting = new Map<number, Waiting>()
const state: { post: Promise<Post> | null; nextId: number } = { post: null, nextId: 1 }

function hear(message: FromLaboratory): void {
  const wait = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.type === 'answer') wait?.found(message.answer)
  else wait?.failed(new Error(message.message))
}

/** Everything that waits is asked again, of the page's own thread. */
function moveHome(): void {
  state.post = atHome()
  const post = state.post
  for (const [id, { request }] of waiting) {
    void post.then(({ say }) => say({ type: 'begin', id, request }))
  }
}

function inThread(): Promise<Post> {
  const worker = new Worker(new URL('./trialHost.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<FromLaboratory>) => hear(data))
  // A browser may refuse threads (a page of `file:`): then it does without.
  worker.addEventListener('error', moveHome, { once: true })
  return Promise.resolve({ say: (message) => worker.postMessage(message) })
}

async function atHome(): Promise<Post> {
  const [{ kafkaProgram }, { newLaboratory }] = await Promise.all([
    import('~/engine/kafkaProgram'),
    import('~/engine/trial/trial'),
  ])
  const bench = newBench({
    laboratory: newLaboratory(kafkaProgram),
    clock: () => performance.now(),
    sliceMs: SLICE_MS,
    later: (work) => setTimeout(work),
    say: hear,
  })
  return { say: bench.hear }
}

function openPost(): Promise<Post> {
  if (!HAS_THREAD || typeof Worker === 'undefined') return atHome()
  try {
    return inThread()
  } catch {
    return atHome()
  }
}

/**
 * Runs a document up to an event, gives commands there and lets time pass, without touching the
 * page's run: in a worker, or in slices of the page's own time where there is none.
 * @throws what the trial broke on; `AbortError` when `signal` says that nobody waits any more.
 */
export function tryOut(request: TrialRequest, signal?: AbortSignal): Promise<TrialAnswer> {
  state.post ??= openPost()
  const id = state.nextId
  state.nextId += 1
  const post = state.post
  return new Promise((found, failed) => {
    waiting.set(id, { request, found, failed })
    void post.then(({ say }) => say({ type: 'begin', id, request }))
    signal?.addEventListener('abort', () => {
      if (!waiting.delete(id)) return
      void post.then(({ say }) => say({ type: 'drop', id }))
      failed(new DOMException('nobody waits for this trial', 'AbortError'))
    })
  })
}
