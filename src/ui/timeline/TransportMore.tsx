import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useStore } from 'zustand'
import { session } from '~/store/session'
import { useFitting, MORE } from '../kit/useFitting'
import { PHONE, useMedia } from '../kit/useMedia'
import { useWords } from '../kit/text/useWords'
import type { TransportItem } from './transportItems'
import { transportItems } from './transportItems'
import '../kit/choices.css'
import './transportMore.css'

/** Between two controls, px: as in the styles. */
const GAP = 8

/**
 * Up to the least that what is broken has, px, broken or not: what comes to be broken moves no
 * control. It has what these leave free, too.
 */
function besideFaults(root: HTMLElement): number {
  const row = root.parentElement
  const tray = row?.querySelector('.fault-tray')
  if (row === null || !tray) return root.clientWidth
  const least = Number.parseFloat(getComputedStyle(tray).flexBasis)
  const between = Number.parseFloat(getComputedStyle(row).columnGap)
  const free = tray.getBoundingClientRect().right - root.getBoundingClientRect().left
  return Math.floor(free - least - between)
}

/**
 * The controls beside the buttons of time: those that have room in the row, the rest behind one
 * button. None is out of a pointer's reach.
 */
export function TransportMore() {
  const { t, language } = useWords()
  const isPhone = useMedia(PHONE)
  useStore(session, (state) => `${state.run.branch().id} ${state.run.branches().length}`)
  const items = transportItems(t, isPhone)
  const shape = [language, ...items.map(({ id }) => id)].join()
  const room = isPhone ? undefined : besideFaults
  const { ref, shown } = useFitting(items, { shape, gap: GAP, ...(room && { room }) })
  const rest = shown === null ? [] : items.filter(({ id }) => !shown.has(id))
  return (
    <div className="transport-more" ref={ref}>
      {items
        .filter(({ id }) => shown === null || shown.has(id))
        .map(({ id, control }) => (
          <div key={id} data-fit={id}>
            {control}
          </div>
        ))}
      {shown !== null && rest.length === 0 ? null : <Rest items={rest} />}
    </div>
  )
}

/** A button, and over it what has no room in the row. */
function Rest({ items }: { readonly items: readonly TransportItem[] }) {
  const { t } = useWords()
  return (
    <DialogTrigger>
      <Button className="text-button transport-rest" data-fit={MORE}>
        {t('time.more')}
      </Button>
      <Popover className="choice-popover" placement="top end">
        <Dialog className="transport-panel" aria-label={t('time.rest')}>
          {({ close }) => (
            <ul
              onClick={({ target }) => {
                // A chooser stays open: what was chosen is seen.
                if (target instanceof Element && target.closest('.text-button') !== null) close()
              }}
            >
              {items.map(({ id, name, control }) => (
                <li key={id}>
                  {name === undefined ? null : (
                    <span className="transport-name" aria-hidden="true">
                      {name}
                    </span>
                  )}
                  {control}
                </li>
              ))}
            </ul>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
