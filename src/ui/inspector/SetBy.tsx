import { useWords } from '../kit/text/useWords'

interface SetByProps {
  /** The name of the value or setting. */
  readonly name: string
  readonly onGo: () => void
}

/** Goes back to where a value was set. EXPERIENCE (d). */
export function SetBy({ name, onGo }: SetByProps) {
  const { t } = useWords()
  const label = t('inspector.setBy', { name })
  return (
    <button className="set-by" aria-label={label} title={label} onClick={onGo}>
      <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
        <path d="M5 -4v5h-9m3.5 -3.5l-3.5 3.5l3.5 3.5" />
      </svg>
    </button>
  )
}
