import { arrange } from '~/store/layout'
import { actingFaults, brokenThings, healFault } from '~/store/faults'
import { healAll } from '~/store/session'
import { MORE, useFitting } from '../kit/useFitting'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { hostNames, shortVerb, targetText, verbText } from '../kit/text/verbWords'

/** Between two chips, px: as in the styles. */
const GAP = 6

/** The button is as wide for as many as this, so that one more moves no chip. */
const FEW = 9

/**
 * What is broken at the cursor: a chip heals one, a button all. What comes to be broken stands
 * before the others, which stay where they are; what has no room is counted, and the dialog lists
 * it.
 */
export function Faults() {
  const { t } = useWords()
  // A crash is seen here as soon as it is on the stage, also while time stands still.
  useFrame()
  const broken = brokenThings()
  // Its place is kept: what stands beside it does not move.
  if (broken === 0) return <div className="fault-tray" />
  return (
    <div className="fault-tray" data-broken>
      <Chips />
      <button className="fault-chip" onClick={healAll}>
        <span
          className="fault-all"
          data-widest={t('time.faults', { count: Math.max(FEW, broken) })}
        >
          {t('time.faults', { count: broken })}
        </span>
        <span className="fault-all-short">{t('time.healAll')}</span>
      </button>
    </div>
  )
}

/** A chip for each fault that has room. */
function Chips() {
  const { t, language } = useWords()
  const { cluster } = useFrame()
  const hosts = hostNames(t, cluster)
  const items = actingFaults().map(({ fault }, place) => ({
    id: String(fault.id),
    rank: place,
    what: verbText(t, hosts, fault),
    who: targetText(t, hosts, fault.target),
    heal: () => healFault(fault.id),
  }))
  const shape = [language, ...items.map(({ id, what, who }) => `${id} ${what} ${who}`)].join()
  const { ref, shown } = useFitting(items, { shape, gap: GAP })
  const standing = items.filter(({ id }) => shown === null || shown.has(id)).toReversed()
  const count = shown === null ? items.length : items.length - standing.length
  return (
    <div className="fault-chips" ref={ref}>
      {count === 0 ? null : (
        <button
          className="fault-chip"
          data-fit={MORE}
          aria-label={t('faults.others', { count })}
          title={t('faults.others', { count })}
          onClick={() => arrange({ overlay: 'faults' })}
        >
          +{count}
        </button>
      )}
      {standing.map(({ id, what, who, heal }) => (
        <button
          key={id}
          className="fault-chip"
          data-fit={id}
          aria-label={t('faults.healOne', { what, who })}
          title={t('faults.chip', { what, who })}
          onClick={heal}
        >
          {t('faults.chip', { what: shortVerb(what), who })}
        </button>
      ))}
    </div>
  )
}
