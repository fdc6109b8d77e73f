import { memo } from 'react'
import { useTextKey } from './text/useTextKey'
import { useWords } from './text/useWords'

interface TextButtonProps {
  readonly isText: boolean
  readonly onToggle: () => void
}

/** Turns a lens over: the drawing, or the same in words. Key T, or another that was chosen. */
export const TextButton = memo(function TextButton({ isText, onToggle }: TextButtonProps) {
  const { t } = useWords()
  const key = useTextKey()
  return (
    <button className="text-button" aria-keyshortcuts={key} onClick={onToggle}>
      {t(isText ? 'lens.drawing' : 'lens.text')}
    </button>
  )
})
