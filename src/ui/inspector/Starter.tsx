import { useStore } from 'zustand'
import { showSecond } from '~/store/layout'
import { nextMoment, setPlaying } from '~/store/playback'
import { select } from '~/store/selection'
import { session } from '~/store/session'
import { allowed, isOff, isVerbAllowed } from '~/store/allowed'
import { inflictOn } from '~/store/faults'
import type { ClusterView } from '~/views/clusterView'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'

interface Offer {
  readonly id: string
  readonly label: string
  readonly run: () => void
  /** What has to be allowed by the author of the link. */
  readonly needs?: 'crash'
}

/** What is worth doing while nothing is chosen, each in one press. EXPERIENCE J1. */
export function Starter() {
  const { t } = useWords()
  const { cluster } = useFrame()
  useStore(allowed)
  const isOpening = useStore(session, (state) => state.isOpening)
  // Before the run is open nothing can be done, and on the way to it the offers would change.
  const offers = isOpening ? [] : offersOf(t, cluster)
  return (
    <div className="starter">
      <p className="inspector-none">{t('inspector.nothing')}</p>
      <h2 className="starter-title" tabIndex={-1}>
        {t('starter.title')}
      </h2>
      {offers.map(({ id, label, run, needs }) => {
        const isClosed = needs !== undefined && !isVerbAllowed(needs)
        return (
          <button
            key={id}
            className="button"
            aria-disabled={isClosed || undefined}
            title={isClosed ? t('why.notNow.isOff') : undefined}
            onClick={() => (needs !== undefined && isOff(needs) ? undefined : run())}
          >
            {label}
          </button>
        )
      })}
    </div>
  )
}

function offersOf(t: Say, cluster: ClusterView): readonly Offer[] {
  const isEmpty = cluster.brokers.length + cluster.controllers.length === 0
  return [
    brokerOffer(t, cluster),
    consumerOffer(t, cluster),
    {
      id: 'moment',
      label: t('starter.moment'),
      run: () => {
        setPlaying(false)
        nextMoment()
      },
    },
    {
      id: 'terminal',
      label: t(isEmpty ? 'starter.up' : 'starter.terminal'),
      run: () => showSecond('terminal'),
    },
  ].filter((offer) => offer !== null)
}

/** Crashes the leader of the first partition, or starts who is down. */
function brokerOffer(t: Say, { brokers, topics }: ClusterView): Offer | null {
  const down = brokers.find(({ state }) => state === 'killed' || state === 'stopped')
  if (down !== undefined) {
    const { id, process } = down
    return { id: 'start', label: t('starter.start', { id }), run: () => doTo('start', id, process) }
  }
  const topic = topics.find(({ internal }) => !internal)
  const first = topic?.partitions[0]
  const leader = brokers.find(({ id, state }) => id === first?.leader && state === 'running')
  if (topic === undefined || first === undefined || leader === undefined) return null
  const { id, process } = leader
  const partition = `${topic.name}-${first.partition}`
  const label = t('starter.crash', { id, partition })
  return { id: 'crash', label, needs: 'crash', run: () => doTo('crash', id, process) }
}

function doTo(verb: 'crash' | 'start', id: number, process: string): void {
  inflictOn([verb], process)
  select({ kind: 'broker', id, process })
}

/** Crashes a consumer: its group waits for the session to end, then goes on without it. */
function consumerOffer(t: Say, { clients }: ClusterView): Offer | null {
  const reader = clients.find(({ kind, state }) => kind === 'consumer' && state === 'running')
  if (reader === undefined) return null
  const { label: name, process } = reader
  return {
    id: 'consumer',
    label: t('starter.consumer', { name }),
    needs: 'crash',
    run: () => {
      inflictOn(['crash'], process)
      select({ kind: 'client', process })
    },
  }
}
