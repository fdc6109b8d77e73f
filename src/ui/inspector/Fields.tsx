import { currentFields } from '~/store/details'
import type { Selected } from '~/store/selection'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'

/** The fields of a message or of a registration, as Kafka names them. */
export function Fields({ selected }: { readonly selected: Selected }) {
  const { t } = useWords()
  useFrame()
  const rows = currentFields(selected)
  if (rows.length === 0) return <p className="inspector-none">{t('inspector.fields.none')}</p>
  return (
    <dl className="fields">
      {rows.map(({ name, value, depth }, at) => (
        <div key={at} style={{ paddingLeft: depth * 14 }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
