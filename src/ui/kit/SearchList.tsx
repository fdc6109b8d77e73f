import type { ReactNode } from 'react'
import { Autocomplete, Input, SearchField } from 'react-aria-components'

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

/** A list that is found by words. It scrolls, so it can be reached: the field keeps the arrows. */
export function SearchList({ labels, look, filter, typed, children }: SearchListProps) {
  return (
    <Autocomplete filter={filter} {...typed}>
      <SearchField className={look.field} aria-label={labels.field} autoFocus>
        <Input className={look.input} placeholder={labels.field} />
      </SearchField>
      <div className={look.room} role="group" aria-label={labels.list} tabIndex={0}>
        {children}
      </div>
    </Autocomplete>
  )
}
