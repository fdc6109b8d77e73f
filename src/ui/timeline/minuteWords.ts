import type { MinuteStep } from '~/store/firstMinute'
import { newestBeat } from '~/store/firstMinute'
import { duration, seconds } from '../kit/format'
import type { Detail } from '~/store/preferences'
import type { Say } from '../kit/useWords'

/** The sentence of the first minute at the cursor, at a depth. EXPERIENCE J1. */
export function minuteText(t: Say, now: MinuteStep, detail: Detail): string {
  switch (now.step) {
    case 'watch':
    case 'watchYours':
      return beatText(t, now.step === 'watchYours', detail)
    case 'send':
      return t('minute.send')
    case 'unplug':
      return t('minute.unplug', { broker: now.broker })
    case 'watchLeader':
      return t('minute.watchLeader', { broker: now.broker })
    case 'ask':
      return t('minute.ask', { leader: now.leader })
    case 'told':
      return answerText(t, now.answer)
  }
}

function beatText(t: Say, isYours: boolean, detail: Detail): string {
  const found = newestBeat()
  if (found === null || found.isYours !== isYours) {
    return t(isYours ? 'minute.waitYours' : 'minute.begin')
  }
  const { beat, journey } = found
  const offset = journey.offset ?? 0
  const values = { offset, end: offset + 1 }
  if (detail === 'wire') return t(`wire.beat.${beat}`, values)
  return t(isYours ? `beat.yours.${beat}` : `beat.${beat}`, values)
}

function answerText(t: Say, { isRight, beat, offset, committedAt, at }: Answer): string {
  if (isRight || beat === 'committed') {
    return t('minute.right', { time: seconds(committedAt), offset })
  }
  return t(`minute.wrong.${beat}`, { offset, by: duration(Math.abs(committedAt - at)) })
}

type Answer = Extract<MinuteStep, { readonly step: 'told' }>['answer']
