import { useMemo } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useStore } from 'zustand'
import { nextMoment, previousMoment, setPlaying, stepOff, stepOn } from '~/store/playback'
import { answerAt, minute, minuteStep, questionSpan, yourJourney } from '~/store/firstMinute'
import { currentLedger } from '~/store/ledger'
import { preferences } from '~/store/preferences'
import { currentRun, seek, seekTime } from '~/store/session'
import { currentHits } from '~/store/until'
import { captionOf, plain } from '../kit/text/caption'
import { seconds } from '../kit/text/format'
import { useFrame, useNow } from '../kit/useFrame'
import { useWidth } from '../kit/useWidth'
import { useWords } from '../kit/text/useWords'
import { NearRuler } from './NearRuler'
import type { Ruler } from '../kit/ruler.geometry'
import { nearWindow, timeOf, wholeRuler, xOf } from '../kit/ruler.geometry'
import { WholeRuler } from './WholeRuler'

const KEYS: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => stepOff('event'),
  ArrowDown: () => stepOff('event'),
  ArrowRight: () => stepOn('event'),
  ArrowUp: () => stepOn('event'),
  PageDown: previousMoment,
  PageUp: nextMoment,
  Home: () => seek(0),
  End: () => seek(currentRun().endIndex()),
}

/** The near ruler reaches back over so many events that say something. */
const NEAR_EVENTS = 10

function onKey(event: KeyboardEvent): void {
  const deed = KEYS[event.key]
  if (deed === undefined || event.ctrlKey || event.altKey || event.metaKey) return
  event.preventDefault()
  event.stopPropagation()
  setPlaying(false)
  deed()
}

/** Goes to where the pointer is; a moment's mark that is near takes it. */
function goTo(ruler: Ruler, event: PointerEvent<HTMLElement>, snaps: boolean): void {
  const x = event.clientX - event.currentTarget.getBoundingClientRect().left
  const near = snaps
    ? currentRun()
        .moments()
        .find(({ at }) => Math.abs(xOf(ruler, at) - x) <= 4)
    : undefined
  if (near === undefined) seekTime(timeOf(ruler, x))
  else seek(near.index + 1)
}

function pointerOf(ruler: Ruler, snaps: boolean) {
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      setPlaying(false)
      goTo(ruler, event, snaps)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) goTo(ruler, event, false)
    },
  }
}

/** While the question of the first minute stands, an instant of the ruler is an answer. */
function answersOf(ruler: Ruler) {
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      answerAt(timeOf(ruler, event.clientX - event.currentTarget.getBoundingClientRect().left))
    },
  }
}

/** Where the cursor stands on the near ruler. */
function Grip({ x }: { readonly x: number }) {
  return (
    <>
      <line className="ruler-head" x1={x} x2={x} y1="34" y2="54" />
      <path className="ruler-grip" d={`M${x - 5} 32h10l-5 6z`} />
    </>
  )
}

/** The beats of a person's record on the ruler of the question, by number. */
function Instants({ ruler }: { readonly ruler: Ruler }) {
  return (yourJourney()?.marks ?? []).map(({ beat, at }, row) => (
    <g key={beat} transform={`translate(${xOf(ruler, at)} 0)`}>
      <line className="ruler-instant" x1="0" x2="0" y1="44" y2="54" />
      <text className="ruler-instant-number" x="0" y="42" textAnchor="middle">
        {row + 1}
      </text>
    </g>
  ))
}

/** When the oldest of the newest few events that say something happened, µs. */
function recentSince(index: number): number {
  const { families } = currentLedger()
  let left = NEAR_EVENTS
  let at = index - 1
  for (; at > 0 && left > 0; at -= 1) if ((families[at] ?? null) !== null) left -= 1
  return at < 0 ? 0 : currentRun().timeAt(at)
}

/** Changes with what the whole ruler shows: futures, moments, faults; one that lasts grows. */
function wholeVersion(): string {
  const run = currentRun()
  const { faults } = currentLedger()
  const grows = faults.some(({ to }) => to === null) ? run.endIndex() : ''
  const counts = [run.branches().length, run.moments().length, faults.length]
  const hits = currentHits()
  return [run.seed, run.branch().id, ...counts, grows, hits.length, hits[0]].join(' ')
}

/** Two rulers: the whole run, and what is near the cursor. Each is a slider. EXPERIENCE (d). */
export function Rulers() {
  const { t } = useWords()
  const detail = useStore(preferences, (state) => state.detail)
  const [ref, width] = useWidth()
  const { index, at, moment } = useFrame()
  const now = useNow()
  const run = currentRun()
  const end = run.endIndex()
  const margin = width < 500 ? 16 : 20
  const right = Math.max(margin + 1, width - 48)
  const length = Math.max(now, end === 0 ? 0 : run.timeAt(end - 1))
  // It grows in steps; between them it is the same.
  const { to } = wholeRuler(length, margin, right)
  const whole = useMemo(() => ({ from: 0, to, left: margin, right }), [to, margin, right])
  const half = nearWindow(now - recentSince(index))
  useStore(minute)
  const asked = minuteStep()?.step === 'ask' ? questionSpan() : null
  const near: Ruler = { ...(asked ?? { from: now - half, to: now + half }), left: margin, right }
  const x = xOf(whole, now)
  const middle = (margin + right) / 2
  // What is spoken changes with events, not with frames.
  const spoken = useMemo(() => {
    const value = { time: seconds(at), index, end }
    return moment?.index === index - 1
      ? t('time.value.moment', { ...value, caption: plain(captionOf(t, moment, detail)) })
      : t('time.value', value)
  }, [t, at, index, end, moment, detail])
  const slider = {
    role: 'slider',
    tabIndex: 0,
    'aria-valuemin': 0,
    'aria-valuemax': end,
    'aria-valuenow': index,
    'aria-valuetext': spoken,
    onKeyDown: onKey,
  } as const
  return (
    <div className="rulers" ref={ref}>
      <svg className="rulers-drawing" aria-hidden="true">
        <defs>
          <pattern id="texture-fault" width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M-1 7L7 -1" className="texture-line" />
          </pattern>
        </defs>
        <WholeRuler ruler={whole} version={wholeVersion()} />
        <path className="ruler-zoom" d={`M${x - 4} 23L${margin} 32M${x + 4} 23L${right} 32`} />
        <NearRuler ruler={near} cursor={index} />
        <line className="ruler-head" x1={x} x2={x} y1="2" y2="27" />
        {asked === null ? <Grip x={middle} /> : <Instants ruler={near} />}
      </svg>
      <div
        className="ruler"
        aria-label={t('time.cursor')}
        {...slider}
        {...pointerOf(whole, true)}
      />
      <div
        className="ruler"
        data-asked={asked !== null || undefined}
        aria-label={t('time.focus')}
        {...slider}
        {...(asked === null ? pointerOf(near, false) : answersOf(near))}
      />
    </div>
  )
}
