import { ListBox, ListBoxItem, useFilter } from 'react-aria-components'
import type { Offer } from '~/store/faults'
import { endPreview, previewOffer } from '~/store/preview'
import { Previewed } from '../kit/hover/Previewed'
import { nearOf } from '../kit/hover/previewPlace'
import { SearchList } from '../kit/SearchList'
import { TABLET, useMedia } from '../kit/useMedia'
import { useWords } from '../kit/text/useWords'
import '../kit/field.css'

/** Something that can be done, in words. */
export interface OfferRow {
  readonly id: string
  readonly offer: Offer
  readonly text: string
  /** Why it cannot be done now; null: it can. */
  readonly reason: string | null
}

interface ListProps {
  readonly rows: readonly OfferRow[]
  /** The one that is chosen. */
  readonly row: OfferRow | undefined
  readonly onRow: (row: OfferRow | undefined) => void
}

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

/** Everything that can be broken, found by words; what is come to is tried out. */
export function OfferList({ rows, row, onRow }: ListProps) {
  const { t } = useWords()
  const isBeside = !useMedia(TABLET)
  const { contains } = useFilter({ sensitivity: 'base' })
  return (
    <SearchList
      labels={{ field: t('faults.search'), list: t('faults.new') }}
      look={{ field: 'faults-search', input: 'field', room: 'faults-offers' }}
      filter={byWords(contains)}
    >
      <ListBox
        className="faults-found"
        aria-label={t('faults.new')}
        items={rows}
        selectionMode="single"
        selectedKeys={row === undefined ? [] : [row.id]}
        disabledKeys={rows.filter(({ reason }) => reason !== null).map(({ id }) => id)}
        renderEmptyState={() => <p className="faults-none">{t('faults.nothingFound')}</p>}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys]
          const found = rows.find(({ id }) => id === key)
          onRow(found)
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
    </SearchList>
  )
}
