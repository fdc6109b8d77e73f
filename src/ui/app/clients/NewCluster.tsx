import { useState } from 'react'
import { arrange } from '~/store/layout'
import type { ClusterPlan } from '~/store/session'
import { openPlan, planProblemOf } from '~/store/session'
import { Layer } from '../../kit/Layer'
import { useWords } from '../../kit/text/useWords'
import { NumberField } from './Fields'
import { PlanTopics } from './PlanTopics'
import '../../kit/field.css'
import './clients.css'

const topic = (partitions: number) => ({
  name: 'orders',
  partitions,
  replicationFactor: 3,
  minInSync: 2,
})

/** Sizes that are worth seeing: small, and where the stage changes its level of detail. */
const SIZES: readonly { readonly name: string; readonly plan: ClusterPlan }[] = [
  { name: '3 × 12', plan: { shape: { type: 'combined', nodes: 3 }, topics: [topic(12)] } },
  {
    name: '9 × 60',
    plan: { shape: { type: 'apart', controllers: 3, brokers: 9 }, topics: [topic(60)] },
  },
  {
    name: '12 × 400',
    plan: { shape: { type: 'apart', controllers: 3, brokers: 12 }, topics: [topic(400)] },
  },
]

const brokersOf = ({ shape }: ClusterPlan) =>
  shape.type === 'combined' ? shape.nodes : shape.brokers
const controllersOf = ({ shape }: ClusterPlan) =>
  shape.type === 'combined' ? 0 : shape.controllers

/** Draws up a cluster: nodes, roles, topics. */
export function NewCluster() {
  const { t } = useWords()
  const [plan, setPlan] = useState<ClusterPlan>(
    SIZES[0]?.plan ?? { shape: { type: 'combined', nodes: 3 }, topics: [] },
  )
  const problem = planProblemOf(plan)
  const reshape = (brokers: number, controllers: number) =>
    setPlan((old) => ({
      ...old,
      shape:
        controllers === 0
          ? { type: 'combined', nodes: Math.max(1, brokers) }
          : { type: 'apart', controllers, brokers: Math.max(1, brokers) },
    }))
  return (
    <Layer title={t('plan.title')}>
      <form
        className="layer-body client-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (problem !== null) return
          arrange({ overlay: null })
          openPlan(plan)
        }}
      >
        <div className="plan-row" role="group" aria-label={t('plan.sizes')}>
          {SIZES.map(({ name, plan: size }) => (
            <button key={name} type="button" className="button" onClick={() => setPlan(size)}>
              {name}
            </button>
          ))}
        </div>
        <NumberField
          word="plan.brokers"
          max={12}
          value={brokersOf(plan)}
          onValue={(count) => reshape(count, controllersOf(plan))}
        />
        <NumberField
          word="plan.controllers"
          max={7}
          value={controllersOf(plan)}
          onValue={(count) => reshape(brokersOf(plan), count)}
        />
        <PlanTopics topics={plan.topics} onTopics={(topics) => setPlan({ ...plan, topics })} />
        {problem === null ? null : (
          <p role="alert" className="client-problem">
            {t(`plan.problem.${problem.problem}`, { topic: plan.topics[problem.row]?.name ?? '' })}
          </p>
        )}
        <button className="button" data-primary type="submit" disabled={problem !== null}>
          {t('plan.open')}
        </button>
      </form>
    </Layer>
  )
}
