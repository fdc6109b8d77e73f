import { memo } from 'react'
import { select } from '~/store/selection'
import type { LinkView } from '~/views/clusterView'
import type { Say } from '../../kit/text/useWords'
import { useWords } from '../../kit/text/useWords'
import type { LinkMark } from '../place/linkMarks'

/** What is wrong with links: cut = gap with ∥, slow = dashed, lossy = dotted. EXPERIENCE C1, link. */
export const Links = memo(function Links({ marks }: { readonly marks: readonly LinkMark[] }) {
  const { t } = useWords()
  return marks.map((mark) => <LinkSign key={mark.key} mark={mark} name={namesOf(t, mark.links)} />)
})

function namesOf(t: Say, links: readonly LinkView[]): string {
  return links
    .map(({ from, to, cut, latencyMicros, lossPerMille }) => {
      if (cut) return t('node.cut', { from, to })
      if (lossPerMille > 0) return t('node.lossy', { from, to, loss: lossPerMille })
      return t('node.slow', { from, to, ms: Math.round(latencyMicros / 1000) })
    })
    .join('; ')
}

function LinkSign({ mark, name }: { readonly mark: LinkMark; readonly name: string }) {
  const { path, at, links } = mark
  const isCut = links.some(({ cut }) => cut)
  const [worst] = links
  const loss = worst?.lossPerMille ?? 0
  const kind = isCut ? 'cut' : loss > 0 ? 'lossy' : 'slow'
  const ms = Math.round((worst?.latencyMicros ?? 0) / 1000)
  return (
    <g
      role="img"
      aria-label={name}
      className={`stage-link stage-link-${kind}`}
      onClick={() => worst && select({ kind: 'link', from: worst.from, to: worst.to })}
    >
      <path d={path} className="stage-link-line" />
      {isCut ? (
        <Gap mark={mark} />
      ) : (
        <text x={at.x + 6} y={at.y - 4}>
          {kind === 'lossy' ? `${loss} ‰` : `${ms} ms`}
        </text>
      )}
    </g>
  )
}

/** The gap with ∥; of a one-way cut an arrowhead stands on the side that is not let through. */
function Gap({ mark: { at, isUpright, blocked } }: { readonly mark: LinkMark }) {
  return (
    <g transform={`translate(${at.x} ${at.y}) rotate(${isUpright ? 90 : 0})`}>
      <rect x={-6} y={-8} width={12} height={16} className="stage-gap" />
      <path d="M-3 -6v12M3 -6v12" />
      {blocked === null ? null : (
        <path d={blocked === 'second' ? 'M-14 -4l5 4l-5 4' : 'M14 -4l-5 4l5 4'} />
      )}
    </g>
  )
}
