import type { History } from './history'
import type { Guard } from './guard'
import type { Journal } from './journal'
import type { Moment } from './momentKinds'
import type { SeenMemory } from './seenMoments'
import type { NotesInWork } from './notes'
import type { PrintedLine } from './printedLine'
import type { TraceHash } from './traceHash'
import type { ProcessNames } from '~/views/processName'

/** Branches that are kept; the oldest that is neither pinned nor shown goes first. EXPERIENCE (d). */
const BRANCHES_KEPT = 10
/** So many may be pinned, so that there is always one that can go. */
const PINNED_AT_MOST = BRANCHES_KEPT - 2

/** One future of a run. */
export interface Branch {
  readonly id: number
  /** The branch it left, and the event index at which it did; null for the first. */
  readonly parent: BranchExit | null
  /** Every branch it came through, the first one first, with where each was left. */
  readonly path: readonly BranchExit[]
  readonly history: History
  /** What the processes of its run are called. */
  readonly nameOf: ProcessNames
  readonly moments: Moment[]
  readonly printed: PrintedLine[]
  /** Warnings of the tools' own logs; log4j sends them to standard error. */
  readonly warned: PrintedLine[]
  readonly notes: NotesInWork
  /** Looks whether Kafka's safety properties hold. */
  readonly guard: Guard
  /** What terminals show of this branch. */
  readonly journal: Journal
  /** What a person calls it; null: its letter. */
  name: string | null
  /** Stays however many come. */
  isPinned: boolean
  memory: SeenMemory
  hashed: { readonly count: number; readonly hash: TraceHash }
}

/** A branch, and the number of its events that another one goes on from. */
export interface BranchExit {
  readonly id: number
  readonly at: number
}

/** Takes out the oldest that may go, until few enough are left. */
export function makeRoom(branches: Branch[], shown: Branch): void {
  while (branches.length > BRANCHES_KEPT) {
    const oldest = branches.findIndex((branch) => branch !== shown && !branch.isPinned)
    if (oldest === -1) return
    branches.splice(oldest, 1)
  }
}

/** Pins a branch or lets it go; with too many pinned already it stays as it is. */
export function setPinned(branches: readonly Branch[], branch: Branch, isPinned: boolean): void {
  const pinned = branches.filter((one) => one.isPinned).length
  if (!isPinned || pinned < PINNED_AT_MOST) branch.isPinned = isPinned
}

/** How many events two branches of one run have in common. */
export function eventsInCommon(a: Branch, b: Branch): number {
  const limit = Math.min(a.history.size(), b.history.size())
  const ways = [waysOf(a), waysOf(b)] as const
  let common = 0
  for (let step = 0; ; step += 1) {
    const [mine, theirs] = [ways[0][step], ways[1][step]]
    if (mine === undefined || theirs === undefined || mine.id !== theirs.id) break
    common = Math.min(mine.at, theirs.at)
    if (mine.at !== theirs.at) break
  }
  return Math.min(common, limit)
}

/** The branches that a branch came through, itself at the end. */
function waysOf(branch: Branch): readonly BranchExit[] {
  return [...branch.path, { id: branch.id, at: branch.history.size() }]
}
