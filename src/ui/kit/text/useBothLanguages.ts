import { useEffect, useState } from 'react'
import { loadWords } from '~/words/say'

/** True once the sentences of both languages are there; it brings the missing ones. */
export function useBothLanguages(): boolean {
  const [known, setKnown] = useState(false)
  useEffect(() => {
    let isGone = false
    void loadWords('zh').then(() => {
      if (!isGone) setKnown(true)
    })
    return () => {
      isGone = true
    }
  }, [])
  return known
}
