import { currentApi, currentFields } from '~/store/details'
import type { Selected } from '~/store/selection'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'

/**
 * The fields of a message, a record or a registration, as Kafka names them; of a message also what
 * each was in the one before of its kind.
 */
export function Fields({ selected }: { readonly selected: Selected }) {
  const { t } = useWords()
  useFrame()
  const rows = currentFields(selected)
  const api = currentApi(selected)
  if (rows.length === 0) return <p className="inspector-none">{t('inspector.fields.none')}</p>
  return (
    <>
      {api === null ? null : (
        <p className="fields-api">
          {t('inspector.fields.api', { key: api.key, name: api.name, min: api.min, max: api.max })}
        </p>
      )}
      <dl className="fields">
        {rows.map(({ name, value, depth, was }, at) => (
          <div
            key={at}
            data-changed={was === undefined ? undefined : true}
            style={{ paddingLeft: depth * 14 }}
          >
            <dt>{name}</dt>
            <dd>
              {value}
              {was === undefined ? null : (
                <span className="fields-was">
                  {was === null ? t('inspector.fields.new') : t('inspector.fields.was', { was })}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
