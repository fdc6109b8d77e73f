interface OneOfProps<T extends string | number> {
  /** Of the radio buttons, unique on the page. */
  readonly name: string
  readonly label: string
  readonly value: T
  readonly options: readonly {
    readonly value: T
    readonly text: string
    /** What is read out in its place. */
    readonly label?: string
  }[]
  readonly onValue: (value: T) => void
  /** The classes of the row and of each in it. */
  readonly look: { readonly row: string; readonly one: string }
}

/** One of a few that stand side by side; the arrow keys choose, too. */
export function OneOf<T extends string | number>(props: OneOfProps<T>) {
  const { name, label, value, options, onValue, look } = props
  return (
    <div className={look.row} role="radiogroup" aria-label={label}>
      {options.map((one) => (
        <label key={one.value} className={look.one} data-on={one.value === value || undefined}>
          <input
            type="radio"
            name={name}
            className="visually-hidden"
            checked={one.value === value}
            aria-label={one.label}
            onChange={() => onValue(one.value)}
          />
          {one.text}
        </label>
      ))}
    </div>
  )
}
