import { memo } from 'react'
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components'
import { openGlossary } from '~/store/glossary'
import { listsWhole } from '../listsWhole'
import type { Part } from './termParts'
import { partsOf } from './termParts'
import { useWords } from './useWords'
import './termed.css'

interface TermedProps {
  /** A sentence; `**` sets words apart by weight. */
  readonly text: string
  /** What the same panel has said above: its terms are not marked again. */
  readonly before?: readonly string[]
}

const NOTHING: readonly string[] = []

/** A sentence whose terms open their cards. EXPERIENCE (f), Glossary. */
export const Termed = memo(function Termed({ text, before = NOTHING }: TermedProps) {
  const parts = partsOf(useWords(), listsWhole(text), before)
  return parts.map((part, at) => {
    if (part.term === null) {
      const isAfterTerm = (parts[at - 1]?.term ?? null) !== null
      const rest = isAfterTerm ? part.text.slice(stopOf(part).length) : part.text
      return <Told key={at} part={{ ...part, text: rest }} />
    }
    // No line begins with the stop that follows a term.
    return (
      <span key={at} className="term-whole">
        <Told part={part} />
        {stopOf(parts[at + 1])}
      </span>
    )
  })
})

/** The punctuation with which a part begins. */
function stopOf(part: Part | undefined): string {
  return part?.term === null ? (/^[,.;:!?)，。；：！？）、]+/u.exec(part.text)?.[0] ?? '') : ''
}

function Told({ part: { text, isStrong, term } }: { readonly part: Part }) {
  const { t } = useWords()
  if (term === null) return isStrong ? <b>{text}</b> : text
  return (
    <TooltipTrigger delay={300}>
      <Button className="term" data-strong={isStrong} onPress={() => openGlossary(term)}>
        {text}
      </Button>
      <Tooltip className="term-tip" offset={4}>
        {t(`term.${term}.means`)}
      </Tooltip>
    </TooltipTrigger>
  )
}
