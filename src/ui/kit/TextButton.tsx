import { memo } from 'react'
import { useWords } from './useWords'

interface TextButtonProps {
  readonly isText: boolean
  readonly onToggle: () => void
}

/** Turns a lens over: the drawing, or the same in words. Key T. */
export const TextButton = memo(function TextButton({ isText, onToggle }: TextButtonProps) {
  const { t } = useWords()
  return (
    <button className="text-button" aria-keyshortcuts="T" onClick={onToggle}>
      {t(isText ? 'lens.drawing' : 'lens.text')}
    </button>
  )
})
