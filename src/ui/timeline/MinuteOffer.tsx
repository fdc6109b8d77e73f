import type { MinuteStep } from '~/store/firstMinute'
import { endMinute, leaveQuestion, sendYours, unplug } from '~/store/firstMinute'
import { nextMoment, playback, setPlaying } from '~/store/playback'
import { useStore } from 'zustand'
import { useWords } from '../kit/text/useWords'

/** Where nothing moves by itself, a step is made instead of playing. */
function goOn(): void {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) nextMoment()
  else setPlaying(true)
}

interface Offer {
  readonly label: string
  readonly run: () => void
  readonly isMain: boolean
}

/** What the first minute offers now: one thing to press, and the way out. */
export function MinuteOffer({ now }: { readonly now: MinuteStep }) {
  const { t } = useWords()
  const isPlaying = useStore(playback, (state) => state.isPlaying)
  const offer = offerOf(now)
  return (
    <div className="caption-offer" data-main={offer?.isMain === true || undefined}>
      {offer === null ? null : (
        <button className="button" data-primary={offer.isMain || undefined} onClick={offer.run}>
          {offer.label}
        </button>
      )}
      {now.step === 'told' ? null : (
        <button className="text-button" onClick={endMinute}>
          {t('minute.skip')}
        </button>
      )}
    </div>
  )

  function offerOf(step: MinuteStep): Offer | null {
    const main = (label: string, deed: () => void): Offer => ({
      label,
      isMain: true,
      run: () => {
        deed()
        goOn()
      },
    })
    switch (step.step) {
      case 'send':
        return main(t('minute.send.do'), sendYours)
      case 'unplug':
        return main(t('minute.unplug.do', { broker: step.broker }), () => unplug(step.broker))
      case 'ask':
        return null
      case 'told':
        return main(t('minute.go'), leaveQuestion)
      default:
        return isPlaying ? null : { label: t('minute.next'), run: goOn, isMain: false }
    }
  }
}
