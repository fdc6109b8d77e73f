import { useEffect, useState } from 'react'
import { giveFiles, looksImportable, pastedName } from '~/store/dropped'
import { hasFiles, takeEarlyFiles } from '~/store/earlyFiles'
import { useWords } from '../kit/text/useWords'
import { textsOf } from './textsOf'
import './pageDrop.css'

function isInField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, [contenteditable], .xterm') !== null
  )
}

/** The whole page takes files that are dropped on it, and text that is pasted outside of fields. */
export function PageDrop() {
  const { t } = useWords()
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      void textsOf(event.dataTransfer?.files ?? []).then(giveFiles)
    }
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (isInField(event.target) || !looksImportable(text)) return
      event.preventDefault()
      giveFiles([{ name: pastedName(text), text }])
    }
    void textsOf(takeEarlyFiles()).then(giveFiles)
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    window.addEventListener('paste', paste)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
      window.removeEventListener('paste', paste)
    }
  }, [])
  return isOver ? (
    <div className="page-drop">
      <p>{t('import.dropHere')}</p>
    </div>
  ) : null
}
