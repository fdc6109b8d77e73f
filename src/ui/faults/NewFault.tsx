import { useState } from 'react'
import {
  Autocomplete,
  Input,
  ListBox,
  ListBoxItem,
  SearchField,
  useFilter,
} from 'react-aria-components'
import type { Offer } from '~/store/faults'
import { allOffers, inflict } from '~/store/faults'
import { endPreview, previewOffer } from '~/store/preview'
import { Previewed } from '../kit/Previewed'
import { nearOf } from '../kit/previewPlace'
import { useFrame } from '../kit/useFrame'
import { TABLET, useMedia } from '../kit/useMedia'
import type { Say } from '../kit/useWords'
import { useWords } from '../kit/useWords'
import { hostNames, targetText, verbText } from '../kit/verbWords'
import { FIRST_WISH, planOf } from './faultPlan'
import { Found } from './Found'
import { WhenFields } from './WhenFields'

/** Every word is somewhere in the text, in whatever order. */
function byWords(contains: (text: string, part: string) => boolean) {
  return (text: string, words: string) => words.split(/\s+/).every((word) => contains(text, word))
}

/** The page beside the drawer is where a preview stands; where there is none, the dialog says it. */
function nearHere(isBeside: boolean, line?: Element) {
  return isBeside ? nearOf('.faults-body', 'beside', line) : null
}

/** What the pointer rests on is tried; when it leaves, what is chosen is. */
function seen(offer: Offer, chosen: { readonly offer: Offer } | undefined, isBeside: boolean) {
  return {
    onHoverStart: ({ target }: { readonly target: Element }) =>
      previewOffer(offer, nearHere(isBeside, target)),
    onHoverEnd: () =>
      chosen === undefined ? endPreview() : previewOffer(chosen.offer, nearHere(isBeside)),
  }
}

/** Anything that can be broken, found by a word, and when it is to be. */
export function NewFault() {
  const { t } = useWords()
  const { cluster, at } = useFrame()
  const isBeside = !useMedia(TABLET)
  const { contains } = useFilter({ sensitivity: 'base' })
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
      <Autocomplete filter={byWords(contains)}>
        <SearchField className="faults-search" aria-label={t('faults.search')} autoFocus>
          <Input placeholder={t('faults.search')} />
        </SearchField>
        {/* It scrolls, so it can be reached: the field keeps the arrows. */}
        <div className="faults-offers" role="group" aria-label={t('faults.new')} tabIndex={0}>
          <ListBox
            className="faults-found"
            aria-label={t('faults.new')}
            items={rows}
            selectionMode="single"
            selectedKeys={chosen === null ? [] : [chosen]}
            disabledKeys={rows.filter(({ reason }) => reason !== null).map(({ id }) => id)}
            renderEmptyState={() => <p className="faults-none">{t('faults.nothingFound')}</p>}
            onSelectionChange={(keys) => {
              const [key] = keys === 'all' ? [] : [...keys]
              const found = rows.find(({ id }) => id === key)
              setChosen(found?.id ?? null)
              if (found === undefined) endPreview()
              else previewOffer(found.offer, nearHere(isBeside))
            }}
          >
            {({ id, text, reason, offer }) => (
              <ListBoxItem
                id={id}
                className="faults-offer"
                textValue={text}
                {...seen(offer, row, isBeside)}
              >
                {({ isFocusVisible, isSelected }) => (
                  <>
                    <Previewed
                      offer={offer}
                      isOn={isFocusVisible && !isSelected}
                      holder={isBeside ? '.faults-body' : null}
                    />
                    {text}
                    {reason === null ? null : <span className="faults-reason">{reason}</span>}
                  </>
                )}
              </ListBoxItem>
            )}
          </ListBox>
        </div>
      </Autocomplete>
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
function rowsOf(t: Say, hosts: ReturnType<typeof hostNames>) {
  return allOffers().map((offer) => ({
    offer,
    id: idOf(offer),
    text: `${targetText(t, hosts, offer.target)} · ${verbText(t, hosts, offer)}`,
    reason: offer.refusal === null ? null : t(`why.notNow.${offer.refusal}`),
  }))
}
