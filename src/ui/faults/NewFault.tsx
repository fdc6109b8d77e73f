import { useState } from 'react'
import type { Offer } from '~/store/faults'
import { allOffers, inflict } from '~/store/faults'
import { endPreview } from '~/store/preview'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'
import { hostNames, targetText, verbText } from '../kit/text/verbWords'
import { FIRST_WISH, planOf } from './faultPlan'
import { Found } from './Found'
import type { OfferRow } from './OfferList'
import { OfferList } from './OfferList'
import { WhenFields } from './WhenFields'

/** Anything that can be broken, found by a word, and when it is to be. */
export function NewFault() {
  const { t } = useWords()
  const { cluster, at } = useFrame()
  const [chosen, setChosen] = useState<string | null>(null)
  const [wish, setWish] = useState({ ...FIRST_WISH, at: Math.ceil(at / 1_000_000) + 5 })
  const rows = rowsOf(t, hostNames(t, cluster))
  const row = rows.find(({ id }) => id === chosen)
  const plan = planOf(wish)
  const place = (offer: Offer) => {
    if (plan === null) return
    endPreview()
    inflict(offer, plan)
    setChosen(null)
  }
  return (
    <section aria-labelledby="faults-new">
      <h3 id="faults-new">{t('faults.new')}</h3>
      <OfferList rows={rows} row={row} onRow={(found) => setChosen(found?.id ?? null)} />
      {row === undefined ? null : (
        <form
          className="faults-plan"
          onSubmit={(event) => {
            event.preventDefault()
            place(row.offer)
          }}
        >
          <p className="faults-chosen">{t('faults.chosen', { what: row.text })}</p>
          <WhenFields wish={wish} onWish={setWish} isRepair={row.offer.isRepair} />
          <button className="button" data-primary type="submit" disabled={plan === null}>
            {t('faults.place')}
          </button>
        </form>
      )}
      <Found textOf={(offer) => rows.find(({ id }) => id === idOf(offer))?.text ?? ''} />
    </section>
  )
}

function idOf({ target, verb }: Offer): string {
  return `${target} ${verb}`
}

/** Everything that can be done to anything, in words. */
function rowsOf(t: Say, hosts: ReturnType<typeof hostNames>): readonly OfferRow[] {
  return allOffers().map((offer) => ({
    offer,
    id: idOf(offer),
    text: `${targetText(t, hosts, offer.target)} · ${verbText(t, hosts, offer)}`,
    reason: offer.refusal === null ? null : t(`why.notNow.${offer.refusal}`),
  }))
}
