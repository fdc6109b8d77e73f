import { memo, useMemo } from 'react'
import type { ComponentType } from 'react'
import type { ClusterView } from '~/views/clusterView'
import { useWords } from '../kit/text/useWords'
import { BrokerRow } from './marks/BrokerRow'
import { Clients } from './marks/Clients'
import type { Ghost } from './marks/ghostMarks'
import { Ghosts } from './marks/Ghosts'
import { Heads } from './marks/Heads'
import type { StageLayout } from './place/layout'
import { linkMarks } from './place/linkMarks'
import { Links } from './marks/Links'
import { Patterns } from '../kit/Patterns'
import type { RasterProps } from './place/raster.geometry'
import { isRaster } from './place/raster.geometry'
import { Racks } from './marks/Racks'
import { Shelf } from './marks/Shelf'
import { AllSlips } from './marks/Slips'
import { Tracks } from './marks/Ways'

interface StaticProps {
  readonly layout: StageLayout
  readonly cluster: ClusterView
  readonly detail: 'story' | 'mechanism' | 'wire'
  readonly ghosts: readonly Ghost[]
  /** Pennants that are still on their way to where they stand, `topic-n>broker`. */
  readonly arriving?: string
  /** Draws the replicas of a row where they are thousands; none: each is a mark. */
  readonly raster?: ComponentType<RasterProps>
  readonly onFold: (topic: string) => void
}

const isUp = (state: string): boolean => !['killed', 'stopped', 'absent'].includes(state)

/** Everything that stands; each part is drawn again only when its part of the view changes. */
export const StageStatic = memo(function StageStatic(props: StaticProps) {
  const { layout, cluster, detail, ghosts, arriving = '', onFold } = props
  const { t } = useWords()
  const { controllers, brokers, topics, clients, groups, quorumEpoch } = cluster
  const up = brokers
    .filter(({ state }) => isUp(state))
    .map(({ id }) => id)
    .join(' ')
  const marked = ghosts.map(({ partition }) => partition).join(' ')
  const raster = isRaster(layout, brokers) ? (props.raster ?? null) : null
  const most = brokers.reduce((sum, { replicas }) => Math.max(sum, replicas.length), 1)
  const links = useMemo(() => linkMarks(layout, cluster), [layout, cluster])
  return (
    <>
      <Patterns prefix="stage" />
      <Shelf layout={layout} controllers={controllers} epoch={quorumEpoch} up={up} />
      {topics.length > 0 || layout.form === 'phone' ? null : (
        <text className="stage-dim" fontSize={13} x={layout.dividerX + 24} y={layout.headY}>
          {t('stage.noTopics')}
        </text>
      )}
      <Racks layout={layout} />
      {layout.rows.map((row) => {
        const broker = brokers.find(({ id }) => id === row.id)
        return broker === undefined ? null : (
          <BrokerRow
            key={row.id}
            layout={layout}
            row={row}
            broker={broker}
            detail={detail}
            marked={marked}
            arriving={arriving}
            raster={raster}
            most={most}
          />
        )
      })}
      <Tracks layout={layout} topics={topics} />
      <AllSlips layout={layout} brokers={brokers} detail={detail} />
      <Ghosts layout={layout} ghosts={ghosts} />
      <Heads layout={layout} onFold={onFold} />
      <Clients layout={layout} clients={clients} groups={groups} />
      <Links marks={links} />
    </>
  )
})
