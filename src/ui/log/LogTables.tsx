import { currentLog } from '~/store/frame'
import type { PartitionLogView, ReplicaLogView } from '~/views/partitionLogView'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { heldRecords } from './recordRows'
import { useStripWords } from './useStripWords'
import '../kit/lens/inWords.css'

interface LogTablesProps {
  readonly topic: string
  readonly partition: number
}

const SHOWN_RECORDS = 200

/** The strips as tables: replicas, readers, records. */
export function LogTables({ topic, partition }: LogTablesProps) {
  useFrame()
  const log = currentLog({
    topic,
    partition,
    window: ({ from, to }) => ({ from: Math.max(from, to - SHOWN_RECORDS), to }),
  })
  return (
    <div className="log-tables word-tables">
      <ReplicaTable log={log} />
      {log.readers.length === 0 ? null : <ReaderTable log={log} />}
      <RecordTable log={log} />
    </div>
  )
}

function nameOf({ topic, partition }: PartitionLogView): string {
  return `${topic}-${partition}`
}

function ReplicaTable({ log }: { readonly log: PartitionLogView }) {
  const { t } = useWords()
  const words = useStripWords()
  const epochsOf = ({ epochs }: ReplicaLogView) =>
    epochs
      .map(({ epoch, startOffset }) =>
        t('log.table.epochFrom', { epoch, from: String(startOffset) }),
      )
      .join('; ')
  const segmentsOf = ({ segments: { count, activeFrom } }: ReplicaLogView) =>
    t('log.table.segmentsOf', { count, from: String(activeFrom) })
  return (
    <table>
      <caption>{t('log.table.replicas', { partition: nameOf(log) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('log.table.replica')}</th>
          <th scope="col">{t('log.table.standing')}</th>
          <th scope="col">{t('log.table.start')}</th>
          <th scope="col">LSO</th>
          <th scope="col">HW</th>
          <th scope="col">LEO</th>
          <th scope="col">{t('log.table.epochs')}</th>
          <th scope="col">{t('log.table.segments')}</th>
          <th scope="col">{t('log.table.remarks')}</th>
        </tr>
      </thead>
      <tbody>
        {log.replicas.map((replica) => (
          <tr key={replica.broker}>
            <th scope="row">{t('broker.name', { id: replica.broker })}</th>
            <td>{words.standing(replica, log.leaderEpoch)[0]}</td>
            <td className="number">{replica.logStartOffset}</td>
            <td className="number">{replica.lastStableOffset}</td>
            <td className="number">{replica.highWatermark}</td>
            <td className="number">{replica.logEndOffset}</td>
            <td>{epochsOf(replica)}</td>
            <td>{segmentsOf(replica)}</td>
            <td>
              {words
                .notes(replica)
                .map(({ text }) => text)
                .join('; ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ReaderTable({ log }: { readonly log: PartitionLogView }) {
  const { t } = useWords()
  const none = t('log.table.nothing')
  return (
    <table>
      <caption>{t('log.table.readers', { partition: nameOf(log) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('log.table.reader')}</th>
          <th scope="col">{t('log.table.position')}</th>
          <th scope="col">{t('log.table.committed')}</th>
          <th scope="col">{t('log.table.lag')}</th>
        </tr>
      </thead>
      <tbody>
        {log.readers.map(({ label, position, committed, visibleEnd }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="number">{position ?? none}</td>
            <td className="number">{committed ?? none}</td>
            <td className="number">
              {committed === null ? none : Math.max(0, visibleEnd - committed)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RecordTable({ log }: { readonly log: PartitionLogView }) {
  const { t } = useWords()
  const records = heldRecords(log).toReversed()
  if (records.length === 0) return <p>{t('log.table.empty')}</p>
  return (
    <table>
      <caption>{t('log.table.records', { partition: nameOf(log), count: records.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('log.offset')}</th>
          <th scope="col">{t('log.key')}</th>
          <th scope="col">{t('log.value')}</th>
          <th scope="col">{t('log.time')}</th>
          <th scope="col">{t('log.batch')}</th>
          <th scope="col">{t('log.epoch')}</th>
          <th scope="col">{t('log.producer')}</th>
          <th scope="col">{t('log.table.held')}</th>
          <th scope="col">{t('log.state')}</th>
        </tr>
      </thead>
      <tbody>
        {records.map(({ record, batch, brokers, isCommitted }) => (
          <tr key={`${record.offset} ${batch.leaderEpoch}`}>
            <th scope="row" className="number">
              {record.offset}
            </th>
            <td>{record.key ?? t('log.noKey')}</td>
            <td>{record.value ?? t('log.tombstone')}</td>
            <td className="number">{(record.timestampMs / 1000).toFixed(3)} s</td>
            <td>{`${batch.baseOffset}–${batch.lastOffset}`}</td>
            <td className="number">{batch.leaderEpoch}</td>
            <td>
              {batch.producerId < 0
                ? t('log.noProducer')
                : `${batch.producerId}/${batch.producerEpoch}`}
            </td>
            <td>{brokers.join(', ')}</td>
            <td>{t(isCommitted ? 'log.state.committed' : 'log.state.uncommitted')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
