import { useStore } from 'zustand'
import type { Difference, Which } from '~/store/compare'
import { comparing, lookAt } from '~/store/compare'
import { preferences } from '~/store/preferences'
import { setPlaying } from '~/store/playback'
import { seconds } from '../../kit/text/format'
import { useWords } from '../../kit/text/useWords'
import { differenceText } from './differenceText'
import { doneText } from './doneText'
import { namesOf } from './useComparison'
import './compare.css'

/** So many are listed; what comes later matters less. */
const LISTED = 60

/** The differences of two futures, the most important first: the text view of the comparison. */
export function Differences() {
  const { t } = useWords()
  const detail = useStore(preferences, (state) => state.detail)
  const now = useStore(comparing, (state) => state.now)
  const result = now?.result ?? null
  if (now === null || result === null) return <p className="compare-none">{t('compare.none')}</p>
  const names = namesOf(now)
  return (
    <div className="compare-list" tabIndex={0} role="group" aria-label={t('compare.differences')}>
      <table className="compare-table">
        <caption>
          {t('compare.summary', {
            count: result.differences.length,
            fork: seconds(result.fork.at),
            horizon: seconds(result.horizon),
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('compare.what')}</th>
            <th scope="col">{names.a}</th>
            <th scope="col">{names.b}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('compare.done')}</th>
            <td>{doneText(t, result.a.commands)}</td>
            <td>{doneText(t, result.b.commands)}</td>
          </tr>
          {result.differences.slice(0, LISTED).map((difference) => (
            <Row key={keyOf(difference)} difference={difference} detail={detail} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function keyOf(difference: Difference): string {
  switch (difference.type) {
    case 'measure':
      return difference.measure
    case 'moment':
      return `moment ${difference.about}`
    case 'standing':
      return `${difference.about} ${difference.field}`
  }
}

interface RowProps {
  readonly difference: Difference
  readonly detail: Parameters<typeof differenceText>[2]
}

function Row({ difference, detail }: RowProps) {
  const { t } = useWords()
  const text = differenceText(t, difference, detail)
  return (
    <tr data-alert={isAlert(difference) || undefined}>
      <th scope="row">
        <span aria-hidden="true" className="compare-mark">
          ◆
        </span>{' '}
        {text.what}
      </th>
      <Cell which="a" difference={difference} text={text.a} />
      <Cell which="b" difference={difference} text={text.b} />
    </tr>
  )
}

function isAlert(difference: Difference): boolean {
  if (difference.type === 'measure') return difference.measure === 'lost'
  return (
    difference.type === 'moment' &&
    (difference.a?.severity === 'alert' || difference.b?.severity === 'alert')
  )
}

interface CellProps {
  readonly which: Which
  readonly difference: Difference
  readonly text: string
}

/** What one future has; a moment is a button that goes there. */
function Cell({ which, difference, text }: CellProps) {
  const moment = difference.type === 'moment' ? difference[which] : null
  if (moment === null) return <td>{text}</td>
  const go = () => {
    setPlaying(false)
    lookAt(which, moment.index + 1)
  }
  return (
    <td>
      <button className="compare-go" onClick={go}>
        <span className="compare-when">{seconds(moment.at)} s</span> {text}
      </button>
    </td>
  )
}
