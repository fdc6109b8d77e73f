import { useWords } from '../kit/text/useWords'
import type { StagePlan } from './place/useStageLayout'

/** Which columns a phone shows. */
export function WindowPicker({ plan }: { readonly plan: StagePlan }) {
  const { t } = useWords()
  return (
    <select
      className="stage-picker"
      aria-label={t('stage.columns')}
      value={plan.shown}
      onChange={(event) => plan.onShow(Number(event.target.value))}
    >
      {plan.windows.map(({ topic, partitions }, index) => (
        <option key={`${topic}/${partitions[0] ?? 0}`} value={index}>
          {partitions.length === 1
            ? `${topic}-${partitions[0] ?? 0}`
            : t('stage.window', {
                topic,
                first: String(partitions[0] ?? 0),
                last: String(partitions.at(-1) ?? 0),
              })}
        </option>
      ))}
    </select>
  )
}
