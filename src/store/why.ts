import { createStore } from 'zustand/vanilla'
import type { Moment } from '~/engine/momentKinds'
import type { Explanation } from '~/engine/why/explain'
import { explain, explainMoment } from '~/engine/why/explain'
import { askedOf } from './askedOf'
import { currentFrame } from './frame'
import { arrange } from './layout'
import type { Selected } from './selection'
import { isSameThing, select, selection } from './selection'
import { currentRun, session } from './session'

export type { Explanation }

interface Kept {
  version: number
  key: string
  told: Explanation | null
}

const kept: Kept = { version: -1, key: '', told: null }

/** Why it is so, or why it is not otherwise. */
export type WhyMode = 'why' | 'whyNot'

/**
 * A moment that a person asked about; null: the newest change of what is selected. And which of
 * the two questions is asked.
 */
export const askedMoment = createStore<{
  readonly moment: Moment | null
  readonly mode: WhyMode
}>(() => ({ moment: null, mode: 'why' }))

/** The moment that is asked about, unless the cursor stands before it. */
export function askedMomentAtCursor(): Moment | null {
  const { moment } = askedMoment.getState()
  return moment !== null && moment.index < currentRun().cursor() ? moment : null
}

selection.subscribe(({ selected }, old) => {
  if (!isSameThing(selected, old.selected)) askedMoment.setState({ moment: null })
})

/**
 * Why the thing is as it is at the cursor, or why the asked moment came about; the same object
 * until the cursor or the question changes.
 */
export function currentWhy(selected: Selected): Explanation | null {
  const { version } = session.getState()
  const run = currentRun()
  const asked = askedMomentAtCursor()
  const key = JSON.stringify([selected, asked?.index, asked?.kind])
  if (kept.version !== version || kept.key !== key) {
    kept.told = asked === null ? explain(run, askedOf(selected)) : explainMoment(run, asked)
    kept.version = version
    kept.key = key
  }
  return kept.told
}

/** The thing that a moment is about, or null: none that can be selected. */
function thingOf({ about, values }: Moment): Selected | null {
  const { cluster } = currentFrame()
  const broker = cluster.brokers.find(({ process }) => process === about)
  if (broker !== undefined) return { kind: 'broker', id: broker.id, process: broker.process }
  const client = cluster.clients.find(({ process }) => process === about)
  if (client !== undefined) return { kind: 'client', process: client.process }
  const place = /^(.+)-(\d+)$/.exec(about ?? '')
  if (place !== null) {
    return { kind: 'partition', topic: place[1] ?? '', partition: Number(place[2]) }
  }
  const controller = cluster.controllers.find(
    ({ id, process }) => id === values['controller'] || process === about,
  )
  if (controller !== undefined) {
    return { kind: 'controller', id: controller.id, process: controller.process }
  }
  const group = cluster.groups.find(({ id }) => id === values['group'])
  if (group !== undefined) return { kind: 'group', id: group.id }
  const host = cluster.brokers.find((one) => one.host === values['host'])
  if (host !== undefined) return { kind: 'broker', id: host.id, process: host.process }
  const [first] = cluster.topics.filter(({ name }) => name === values['topic'])
  return first === undefined ? decider() : { kind: 'partition', topic: first.name, partition: 0 }
}

/** The controller: what is about nothing that is still there was its decision. */
function decider(): Selected | null {
  const { controllers } = currentFrame().cluster
  const [first] = controllers
  const found = controllers.find(({ role }) => role === 'leader') ?? first
  return found === undefined ? null : { kind: 'controller', id: found.id, process: found.process }
}

/** Asks why a moment came about, or why not otherwise: what it is about is selected. */
export function askWhy(moment: Moment, mode: WhyMode = 'why'): void {
  const thing = thingOf(moment)
  if (thing !== null) select(thing)
  if (selection.getState().selected === null) return
  askedMoment.setState({ moment, mode })
  arrange({ inspectorOpen: true, inspectorTab: 'why' })
}

/** Turns from why to why not, or back; the moment stays. */
export function turnQuestion(mode: WhyMode): void {
  askedMoment.setState({ mode })
}

/** Asks about the selected thing as it is at the cursor. */
export function askAboutNow(): void {
  askedMoment.setState({ moment: null })
}
