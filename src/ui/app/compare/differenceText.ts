import type { Comparison, Difference, Which } from '~/store/compare'
import type { Detail } from '~/store/preferences'
import { nodeOfProcess } from '~/views/processName'
import type { Moment } from '../../kit/text/caption'
import { captionOf, plain } from '../../kit/text/caption'
import { duration } from '../../kit/text/format'
import type { Say } from '../../kit/text/useWords'

type Names = Readonly<Record<Which, string>>
type Measured = Extract<Difference, { type: 'measure' }>

/** One difference, in three cells of a row. */
export interface DifferenceText {
  readonly what: string
  readonly a: string
  readonly b: string
}

const isTime = (measure: Measured['measure']) => measure.endsWith('Micros')

function amount(measure: Measured['measure'], value: number): string {
  return isTime(measure) ? duration(value) : String(value)
}

/** The one sentence over a comparison: `B lost 1 acknowledged record; A did not.` */
export function verdictText(t: Say, { verdict, differences }: Comparison, names: Names): string {
  if (verdict === null) {
    const count = differences.length
    return t(count === 0 ? 'compare.verdict.none' : 'compare.verdict.way', { ...names, count })
  }
  const { measure, a, b } = verdict
  const [more, less, high, low] = a > b ? [names.a, names.b, a, b] : [names.b, names.a, b, a]
  return t(`compare.verdict.${measure}`, {
    more,
    less,
    high,
    low,
    highText: amount(measure, high),
    lowText: amount(measure, low),
  })
}

/** A difference in words. */
export function differenceText(t: Say, difference: Difference, detail: Detail): DifferenceText {
  switch (difference.type) {
    case 'measure': {
      const { measure, a, b } = difference
      const what = t(`compare.measure.${measure}`)
      return { what, a: amount(measure, a), b: amount(measure, b) }
    }
    case 'moment': {
      const say = (moment: Moment | null) =>
        moment === null ? t('compare.nothing') : plain(captionOf(t, moment, detail))
      const { about, a, b } = difference
      return { what: t('compare.first', { about: aboutText(about) }), a: say(a), b: say(b) }
    }
    case 'standing': {
      const { field, about, a, b } = difference
      const none = t('compare.absent')
      const what = t(`compare.standing.${field}`, { about })
      return { what, a: standing(t, field, a) ?? none, b: standing(t, field, b) ?? none }
    }
  }
}

type Standing = Extract<Difference, { type: 'standing' }>

function standing(t: Say, field: Standing['field'], value: string | null): string | null {
  if (value === null || field !== 'state') return value
  const states = ['absent', 'starting', 'recovering', 'running', 'fenced'] as const
  const others = ['stopping', 'paused', 'killed', 'stopped'] as const
  const known = [...states, ...others].find((state) => state === value)
  return known === undefined ? value : t(`state.${known}`)
}

/** `kafka-2` is a broker to a person. */
function aboutText(about: string): string {
  const id = nodeOfProcess(about)
  return id === undefined ? about : `Broker ${id}`
}
