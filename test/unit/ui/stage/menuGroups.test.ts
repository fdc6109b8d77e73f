import { expect, test } from 'vitest'
import { offer, VERBS } from '~/engine/faults/offer'
import type { Action } from '~/ui/stage/verbs/actions'
import { BAR, doableFirst, LINE, partsOf, SHORT_BAR } from '~/ui/stage/verbs/menuGroups'

const action = (verb: (typeof VERBS)[number], target = 'kafka-1'): Action => ({
  id: `${verb}/${target}`,
  label: verb,
  run: () => undefined,
  offer: offer(verb, target, {}),
})
const verbsOf = (actions: readonly Action[]) => actions.map(({ label }) => label)

test('a short menu is not parted, nor one whose rows are no verbs', () => {
  const few = VERBS.slice(0, 14).map((verb) => action(verb))
  expect(partsOf(few)).toEqual({ first: few, groups: [] })
})

test('of many verbs ten stand first, the rest in groups: each once', () => {
  const links = ['node-1>node-2', 'node-1>node-3'].flatMap((target) =>
    (['cut', 'cutOneWay', 'slowLink', 'mend'] as const).map((verb) => action(verb, target)),
  )
  const all = [...VERBS.map((verb) => action(verb)), ...links]
  const { first, groups } = partsOf(all)
  expect(first).toHaveLength(10)
  expect(verbsOf(first).slice(0, 4)).toEqual(['crashLeader', 'isolateLeader', 'crash', 'start'])
  const grouped = groups.flatMap(({ actions }) => actions)
  expect([...first, ...grouped].map(({ id }) => id).toSorted()).toEqual(
    all.map(({ id }) => id).toSorted(),
  )
  const named = Object.fromEntries(groups.map(({ group, actions }) => [group, verbsOf(actions)]))
  expect(named['links']).toEqual(expect.arrayContaining(['cut', 'cutOneWay', 'slowLink', 'mend']))
  expect(named['disk']).toContain('wipeDisk')
  expect(named['time']).toContain('skewClock')
})

test('of the verbs of a bar five stand first, the rest in groups: each once', () => {
  const all = VERBS.map((verb) => action(verb))
  const { first, groups } = partsOf(all, BAR)
  expect(first).toHaveLength(5)
  expect([...first, ...groups.flatMap(({ actions }) => actions)]).toHaveLength(all.length)
  expect(partsOf(all.slice(0, 7), BAR)).toEqual({ first: all.slice(0, 7), groups: [] })
})

test('a bar passes over a verb that would make it two lines', () => {
  const labels = [
    ['crashLeader', '让 Leader 3 宕机'],
    ['isolateLeader', 'Isolate leader 3'],
    ['crash', 'Crash'],
    ['corruptTail', 'Corrupt last batch of orders-0'],
    ['stop', 'Stop cleanly'],
    ['pause', 'Pause'],
  ] as const
  const named = labels.map(([verb, label]) => ({ ...action(verb), label }))
  const others = VERBS.slice(-4).map((verb) => action(verb))
  const firstOf = (parting: typeof BAR) =>
    partsOf([...named, ...others], parting).first.map(({ offer }) => offer?.verb)
  expect(firstOf(BAR)).toEqual(['crashLeader', 'isolateLeader', 'crash', 'pause'])
  expect(firstOf(SHORT_BAR)).toEqual(['crashLeader', 'isolateLeader'])
})

test('the bar of a link is one line: two verbs that name both ends, the rest behind More', () => {
  const verbs = ['cut', 'cutOneWay', 'slowLink', 'loseLink', 'limitLink', 'mend'] as const
  const all = verbs.map((verb) => {
    return { ...action(verb, 'node-1>node-2'), label: `${verb.slice(0, 4)} Broker 1 ↔ Broker 2` }
  })
  const { first, groups } = partsOf(all, BAR)
  expect(first.map(({ offer }) => offer?.verb)).toEqual(['mend', 'cut'])
  expect(groups.flatMap(({ actions }) => actions)).toHaveLength(4)
  expect(partsOf(all, LINE)).toEqual({ first: all, groups: [] })
})

test('the bar of a partition is one line, so that it leaves the rows above and below in sight', () => {
  const labels = [
    ['crashLeader', 'Crash leader 2'],
    ['isolateLeader', 'Isolate leader 2'],
    ['corruptTail', 'Corrupt last batch of orders-0'],
    ['corruptOld', 'Corrupt first batch of orders-0'],
  ] as const
  const all = labels.map(([verb, label]) => ({ ...action(verb), label }))
  const { first, groups } = partsOf(all, BAR)
  expect(first).toEqual(all.slice(0, 2))
  expect(groups).toEqual([{ group: 'records', actions: all.slice(2) }])
  // What is used seldom is not hidden behind nothing.
  expect(partsOf(all.slice(3), { ...BAR, letters: 8 }).first).toEqual(all.slice(3))
})

test('a line that is pushed along begins with what can be done: a cut link is healed', () => {
  const cut = { ...action('cut', 'kafka-1>kafka-2'), reason: 'is cut already' }
  const slow = action('slowLink', 'kafka-1>kafka-2')
  const mend = action('mend', 'kafka-1>kafka-2')
  expect(doableFirst([cut, slow, mend])).toEqual([slow, mend, cut])
})
