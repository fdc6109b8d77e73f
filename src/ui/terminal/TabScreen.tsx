import { useEffect, useRef } from 'react'
import { session } from '~/store/session'
import { tabView, terminal, typeKeys } from '~/store/terminal'
import { takeTypingWish } from '~/store/typingWish'
import { useTextView } from '../kit/lens/useTextView'
import { useWords } from '../kit/text/useWords'
import type { Screen } from './screen'
import { openScreen } from './screen'

/** Who pressed a tab, or its key, is to type; a link or another language takes the focus from nobody. */
function isAskedFor(): boolean {
  const from = document.activeElement?.closest('.app-rail, .app-main, .app-lower') ?? null
  return takeTypingWish() || from !== null
}

/** The screen of one tab. It follows the stores itself: React draws only its frame. */
export function TabScreen({ id }: { readonly id: number }) {
  const { t } = useWords()
  const [isForReaders] = useTextView('terminal')
  const place = useRef<HTMLDivElement>(null)
  const screen = useRef<Screen | null>(null)
  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    const opened = openScreen(element, (data) => typeKeys(id, data), t('terminal.input'))
    screen.current = opened
    const draw = () => {
      const tab = terminal.getState().tabs.find((row) => row.id === id)
      if (tab !== undefined) opened.draw({ view: tabView(id), tab, t })
    }
    draw()
    opened.fit()
    if (isAskedFor()) opened.focus()
    const sizes = new ResizeObserver(() => opened.fit())
    sizes.observe(element)
    const themes = new MutationObserver(() => opened.dress())
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const leave = [session.subscribe(draw), terminal.subscribe(draw)]
    return () => {
      for (const end of leave) end()
      sizes.disconnect()
      themes.disconnect()
      opened.close()
      screen.current = null
    }
  }, [id, t])
  useEffect(() => screen.current?.forReaders(isForReaders), [isForReaders, id, t])
  return <div className="terminal-screen" ref={place} />
}
