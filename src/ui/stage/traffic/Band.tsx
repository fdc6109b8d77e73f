import { memo } from 'react'
import { GLYPHS } from '../../kit/familyGlyphs'
import { useWords } from '../../kit/text/useWords'
import type { FlowBand } from './marks'

interface BandProps {
  readonly band: FlowBand
}

const isSame = ({ band: a }: BandProps, { band: b }: BandProps): boolean =>
  a.key === b.key && a.count === b.count && a.perSecond === b.perSecond

/** What flies on one way, where it is too much to be seen one by one: it stands still. */
export const Band = memo(function Band({ band }: BandProps) {
  const { t } = useWords()
  const { family, isResponse, count, perSecond, width, way, middle } = band
  return (
    <g
      className={`stage-flying stage-family-${family}`}
      data-response={isResponse || undefined}
      data-band
    >
      <title>{t('stage.band', { count, rate: Math.round(perSecond) })}</title>
      <path className="stage-band" d={way} strokeWidth={width} />
      <path
        className="stage-glyph"
        d={GLYPHS[family]}
        transform={`translate(${middle.x} ${middle.y}) scale(0.6)`}
      />
    </g>
  )
}, isSame)
