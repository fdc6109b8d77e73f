import type { KeyboardEvent, ReactNode } from 'react'
import { Autocomplete, Input, SearchField } from 'react-aria-components'
import './searchList.css'

interface SearchListProps {
  /** What is looked for, and what is found. */
  readonly labels: { readonly field: string; readonly list: string }
  /** The classes of the field, of what is typed into, and of the room that scrolls. */
  readonly look: { readonly field: string; readonly input: string; readonly room: string }
  readonly filter: (text: string, typed: string) => boolean
  /** What has been typed, where somebody else must know it. */
  readonly typed?: { readonly inputValue: string; readonly onInputChange: (text: string) => void }
  /** The menu or the list box. */
  readonly children: ReactNode
}

const ENTRY = ':is([role="menuitem"], [role="option"]):not([aria-disabled="true"])'

/** The entry that Enter is for: the marked one, else the first that was found. */
function enteredIn(list: Element | null | undefined): HTMLElement | null {
  return (
    list?.querySelector<HTMLElement>(`${ENTRY}[data-focused]`) ??
    list?.querySelector<HTMLElement>(ENTRY) ??
    null
  )
}

/**
 * Enter is for the marked entry from the first letter on. The library knows of none where the text
 * came before the field did or was made shorter, nor for a moment after the list has come.
 */
function onEnter(event: KeyboardEvent): void {
  const { target, key, nativeEvent, currentTarget } = event
  if (key !== 'Enter' || nativeEvent.isComposing) return
  if (!(target instanceof HTMLInputElement) || target.value === '') return
  event.preventDefault()
  event.stopPropagation()
  enteredIn(currentTarget)?.click()
}

/** A list that is found by words. It scrolls, so it can be reached: the field keeps the arrows. */
export function SearchList({ labels, look, filter, typed, children }: SearchListProps) {
  return (
    <Autocomplete filter={filter} {...typed}>
      <div className="search-list" role="presentation" onKeyDownCapture={onEnter}>
        <SearchField className={look.field} aria-label={labels.field} autoFocus>
          <Input className={look.input} placeholder={labels.field} />
        </SearchField>
        <div className={look.room} role="group" aria-label={labels.list} tabIndex={0}>
          {children}
        </div>
      </div>
    </Autocomplete>
  )
}
