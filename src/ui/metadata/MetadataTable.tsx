import type { MetadataLogView } from '~/views/metadataLogView'
import { InWords } from '../kit/lens/InWords'
import { useWords } from '../kit/text/useWords'

const LANES = ['node', 'role', 'fetched', 'replayed'] as const
const SNAPSHOTS = ['until', 'epoch', 'bytes'] as const
const RECORDS = ['offset', 'epoch', 'type', 'fields'] as const

/** The log as tables: how far everybody is, the newest records. */
export function MetadataTable({ log }: { readonly log: MetadataLogView }) {
  const { t } = useWords()
  return (
    <InWords label={t('tab.metadata')}>
      <table>
        <caption>{t('metadata.table.lanes')}</caption>
        <Heads names={LANES} />
        <tbody>
          {log.lanes.map(({ node, kind, fetchedEnd, replayedEnd }) => (
            <tr key={node}>
              <th scope="row">{t('metadata.node', { id: node })}</th>
              <td>{t(`metadata.kind.${kind}`)}</td>
              <td className="number">{fetchedEnd}</td>
              <td className="number">{replayedEnd}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Snapshots log={log} />
      <table>
        <caption>{t('metadata.table.records', { count: log.records.length })}</caption>
        <Heads names={RECORDS} />
        <tbody>
          {log.records.toReversed().map(({ offset, epoch, type, fields }) => (
            <tr key={offset}>
              <th scope="row" className="number">
                {offset}
              </th>
              <td className="number">{epoch}</td>
              <td>{type}</td>
              <td className="meta-fields">
                {fields.map(([name, value]) => `${name}=${value}`).join(' ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </InWords>
  )
}

function Snapshots({ log }: { readonly log: MetadataLogView }) {
  const { t } = useWords()
  if (log.snapshots.length === 0) return null
  return (
    <table>
      <caption>{t('metadata.table.snapshots', { start: String(log.startOffset) })}</caption>
      <Heads names={SNAPSHOTS} />
      <tbody>
        {log.snapshots.map(({ endOffset, epoch, sizeInBytes }) => (
          <tr key={endOffset}>
            <th scope="row" className="number">
              {endOffset}
            </th>
            <td className="number">{epoch}</td>
            <td className="number">{sizeInBytes}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface HeadsProps {
  readonly names: readonly (typeof LANES | typeof RECORDS | typeof SNAPSHOTS)[number][]
}

function Heads({ names }: HeadsProps) {
  const { t } = useWords()
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col">
            {t(`metadata.col.${name}`)}
          </th>
        ))}
      </tr>
    </thead>
  )
}
