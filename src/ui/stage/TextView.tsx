import type { BrokerView, ClusterView } from '~/views/clusterView'
import { currentDropped } from '~/store/droppedMessages'
import { select } from '~/store/selection'
import { useWords } from '../kit/text/useWords'
import { describeBroker, describeDropped, describeMessage, describeReplica } from './marks/things'

/** The stage in words: nodes, their replicas, what is on its way. EXPERIENCE (i), text alternative. */
export function TextView({ cluster }: { readonly cluster: ClusterView }) {
  const { t } = useWords()
  const alive = cluster.controllers.filter(({ up }) => up).length
  return (
    <div className="stage-text" tabIndex={0} role="region" aria-label={t('stage.text')}>
      <h3>{t('stage.quorum')}</h3>
      <p>
        {t('stage.epoch', {
          epoch: cluster.quorumEpoch,
          up: alive,
          all: cluster.controllers.length,
        })}
      </p>
      <ul>
        {cluster.controllers.map(({ id, process, role, epoch, metadataEndOffset: offset }) => (
          <li key={id}>
            <button
              className="stage-link-button"
              onClick={() => select({ kind: 'controller', id, process })}
            >
              {t('node.controller', { id, role: t(`role.${role}`), epoch, offset })}
            </button>
          </li>
        ))}
      </ul>
      <h3>{t('stage.table')}</h3>
      <ul>
        {cluster.brokers.map((broker) => (
          <BrokerItem key={broker.id} broker={broker} />
        ))}
      </ul>
      <Outside cluster={cluster} />
      <DroppedItems />
      {cluster.messages.length === 0 ? null : (
        <>
          <h3>{t('stage.inFlight')}</h3>
          <ul>
            {cluster.messages.map((message) => (
              <li key={message.id}>
                <button
                  className="stage-link-button"
                  onClick={() => select({ kind: 'message', id: message.id })}
                >
                  {describeMessage(t, message)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Messages that were dropped and are still waited for. */
function DroppedItems() {
  const { t } = useWords()
  const dropped = currentDropped()
  if (dropped.length === 0) return null
  return (
    <>
      <h3>{t('stage.dropped')}</h3>
      <ul>
        {dropped.map(({ message }) => (
          <li key={message.id} className="stage-text-line">
            {describeDropped(t, message)}
          </li>
        ))}
      </ul>
    </>
  )
}

function BrokerItem({ broker }: { readonly broker: BrokerView }) {
  const { t } = useWords()
  const { id, process, replicas } = broker
  return (
    <li>
      <button className="stage-link-button" onClick={() => select({ kind: 'broker', id, process })}>
        {describeBroker(t, broker)}
      </button>
      <ul>
        {replicas
          .filter(({ topic }) => !topic.startsWith('__'))
          .map((replica) => (
            <li key={`${replica.topic}-${replica.partition}`}>{describeReplica(t, replica)}</li>
          ))}
      </ul>
    </li>
  )
}

function Outside({ cluster }: { readonly cluster: ClusterView }) {
  const { t } = useWords()
  return (
    <ul>
      {cluster.clients.map(({ process, kind, label, state, detail }) => (
        <li key={process}>
          <button className="stage-link-button" onClick={() => select({ kind: 'client', process })}>
            {t('node.client', {
              kind: t(`client.${kind}`),
              name: label,
              state: t(`client.${state}`),
            })}
            {detail === '' ? '' : `, ${detail}`}
          </button>
        </li>
      ))}
      {cluster.groups.map(({ id, state, members, generation }) => (
        <li key={id} className="stage-text-line">
          {t('node.group', { group: id, state, generation, members: members.length })}
        </li>
      ))}
    </ul>
  )
}
