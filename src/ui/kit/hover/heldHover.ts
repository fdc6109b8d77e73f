import { hover } from '~/store/hover'

const held: { mark: Element | null; observer: MutationObserver | null } = {
  mark: null,
  observer: null,
}

/** What pointed has let go. */
export function endHover(): void {
  held.observer?.disconnect()
  held.mark = null
  hover([])
}

/**
 * A mark is what is pointed at. Where it goes away under the pointer, as a message that arrives, no
 * event tells of it: what is drawn no more is not pointed at, either.
 */
export function holdHover(mark: Element): void {
  held.mark = mark
  held.observer ??= new MutationObserver(() => {
    if (held.mark?.isConnected === false) endHover()
  })
  held.observer.observe(document.body, { childList: true, subtree: true })
}
