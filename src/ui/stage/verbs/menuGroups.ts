import type { Action } from './actions'

/** Groups of verbs, in the order of a menu. */
export const VERB_GROUPS = [
  'process',
  'links',
  'network',
  'disk',
  'records',
  'time',
  'names',
  'rest',
] as const
/** A group of verbs. */
export type VerbGroup = (typeof VERB_GROUPS)[number]

type Verb = NonNullable<Action['offer']>['verb']

/** How a list of verbs is parted. */
interface Parting {
  /** One that is no longer than this is not parted. */
  readonly short: number
  /** So many verbs stand first. */
  readonly first: number
  /** They are no longer than so many letters together; a Chinese one counts twice. */
  readonly letters: number
}

const MENU: Parting = { short: 14, first: 10, letters: Infinity }
/** A bar is one line. */
export const BAR: Parting = { short: 7, first: 5, letters: 48 }
/** It leaves room beside what is chosen where the stage is narrow. */
export const SHORT_BAR: Parting = { short: 7, first: 5, letters: 35 }
/** One line that is pushed along holds all. */
export const LINE: Parting = { short: Infinity, first: 0, letters: Infinity }

/** What is done most, the most first. */
const MOST_USED: readonly Verb[] = [
  'crashLeader',
  'isolateLeader',
  'crash',
  'start',
  // Of a replica alone: what is done to it, not to its broker.
  'corruptTail',
  'stop',
  'restart',
  'pause',
  'resume',
  'killActive',
  'isolateActive',
  'crashCoordinator',
  'isolate',
  'mend',
  'cut',
  'slowLink',
  'slowNetwork',
  'slowDisk',
  'healDisk',
  'fillDisk',
  'powerOff',
  'slowCpu',
  'usualCpu',
]

const GROUP_OF: Partial<Record<Verb, VerbGroup>> = {
  crash: 'process',
  stop: 'process',
  start: 'process',
  pause: 'process',
  resume: 'process',
  restart: 'process',
  powerOff: 'process',
  slowCpu: 'process',
  usualCpu: 'process',
  isolate: 'network',
  slowNetwork: 'network',
  loseNetwork: 'network',
  limitNetwork: 'network',
  swizzle: 'network',
  partition: 'network',
  cut: 'links',
  cutOneWay: 'links',
  slowLink: 'links',
  loseLink: 'links',
  limitLink: 'links',
  mend: 'links',
  staleName: 'names',
  rightName: 'names',
  slowDisk: 'disk',
  fillDisk: 'disk',
  failDirectory: 'disk',
  healDisk: 'disk',
  wipeDisk: 'disk',
  copyDisk: 'disk',
  rollBackDisk: 'disk',
  loseQuorumState: 'disk',
  corruptTail: 'records',
  corruptOld: 'records',
  runRetention: 'records',
  rollSegments: 'records',
  snapshotNow: 'records',
  skewClock: 'time',
  rightClock: 'time',
  driftTimers: 'time',
  coarseTimers: 'time',
  usualTimers: 'time',
}

/** A menu in parts: what is used most, and the rest under the names of groups. */
export interface MenuParts {
  readonly first: readonly Action[]
  readonly groups: readonly {
    readonly group: VerbGroup
    readonly actions: readonly Action[]
  }[]
}

function rankOf({ offer }: Action): number {
  const rank = offer === undefined ? -1 : MOST_USED.indexOf(offer.verb)
  return rank < 0 ? MOST_USED.length : rank
}

/** The parts of a menu; a short one has no groups. EXPERIENCE (l) 6: the first take no press more. */
export function partsOf(actions: readonly Action[], parting: Parting = MENU): MenuParts {
  const areLinks = actions.every(isOfLink)
  const used = actions
    .filter((action) => rankOf(action) < MOST_USED.length && (areLinks || !isOfLink(action)))
    .toSorted((a, b) => rankOf(a) - rankOf(b))
  // Few verbs may be more than a line, too: those of a link name both its ends.
  const isLine = used.length === 0 || lengthOf(actions) <= parting.letters
  if (actions.length <= parting.short && isLine) return { first: actions, groups: [] }
  const first = fitted(used, parting)
  const rest = actions.filter((action) => !first.includes(action))
  const groups = VERB_GROUPS.map((group) => ({
    group,
    actions: rest.filter((action) => groupOf(action) === group),
  }))
  return { first, groups: groups.filter((row) => row.actions.length > 0) }
}

/** What can be done now before what cannot: a line that is pushed along shows its beginning. */
export function doableFirst(actions: readonly Action[]): readonly Action[] {
  const isOff = ({ reason }: Action) => (reason ?? null) !== null
  return [...actions.filter((action) => !isOff(action)), ...actions.filter(isOff)]
}

const WIDE = /\p{Script=Han}/u

function lettersOf({ label }: Action): number {
  return [...label].reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0)
}

function lengthOf(actions: readonly Action[]): number {
  return actions.reduce((sum, action) => sum + lettersOf(action), 0)
}

/** The first ones of a list that stand on a line; one that is too long is passed over. */
function fitted(actions: readonly Action[], { first, letters }: Parting): readonly Action[] {
  const taken: Action[] = []
  let left = letters
  for (const action of actions) {
    const needed = lettersOf(action)
    if (taken.length === first || needed > left) continue
    taken.push(action)
    left -= needed
  }
  return taken
}

function isOfLink({ offer }: Action): boolean {
  return offer?.target.includes('>') === true
}

function groupOf({ offer }: Action): VerbGroup {
  return (offer === undefined ? undefined : GROUP_OF[offer.verb]) ?? 'rest'
}
