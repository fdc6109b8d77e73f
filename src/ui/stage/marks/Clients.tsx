import { memo } from 'react'
import type { ClientView, ClusterView, GroupView } from '~/views/clusterView'
import { useWords } from '../../kit/text/useWords'
import { fitText, textWidth } from '../../kit/text/text.geometry'
import type { ClientPlace, GroupPlace, StageLayout } from '../place/layout'
import { Mark } from './Mark'

interface ClientsProps {
  readonly layout: StageLayout
  readonly clients: ClusterView['clients']
  readonly groups: ClusterView['groups']
}

/** Producers and tools left, consumers in their groups' brackets right. EXPERIENCE C1. */
export const Clients = memo(function Clients({ layout, clients, groups }: ClientsProps) {
  return (
    <g>
      {layout.clients.map((place) => {
        const client = clients.find(({ process }) => process === place.process)
        return client === undefined ? null : (
          <ClientMark key={place.process} place={place} client={client} form={layout.form} />
        )
      })}
      {layout.groups.map((place) => {
        const group = groups.find(({ id }) => id === place.id)
        return <GroupMark key={place.id} place={place} group={group ?? null} form={layout.form} />
      })}
    </g>
  )
})

interface ClientProps {
  readonly place: ClientPlace
  readonly client: ClientView
  readonly form: StageLayout['form']
}

const ClientMark = memo(function ClientMark({ place, client, form }: ClientProps) {
  const { t } = useWords()
  const { box } = place
  const { kind, label, detail, state, process } = client
  const isConsumer = kind === 'consumer'
  const isSmall = box.height < 36
  const left = box.x + (isConsumer && form === 'matrix' ? 16 : 10)
  const room = box.x + box.width - left - (isConsumer ? 4 : 14)
  const second = state === 'running' ? detail : t(`client.${state}`)
  const waits = isConsumer && second === '' ? t('client.waits') : second
  const name = t('node.client', {
    kind: t(`client.${kind}`),
    name: label,
    state: t(`client.${state}`),
  })
  return (
    <Mark
      thing={{ kind: 'client', process }}
      name={detail === '' ? name : `${name}, ${detail}`}
      box={box}
    >
      <path
        className={`stage-client stage-client-${kind}`}
        data-state={state}
        d={outline(client, place, form)}
      />
      <text className="stage-strong" x={left} y={isSmall ? box.y + 19 : box.y + 18}>
        {fitText(label, { width: room, size: 13 })}
      </text>
      {isSmall ? null : (
        <text
          className={isConsumer ? 'stage-dim stage-mono' : 'stage-dim'}
          fontSize={12}
          x={left}
          y={box.y + 34}
        >
          {fitText(waits, { width: room, size: 12, isMono: isConsumer })}
        </text>
      )}
    </Mark>
  )
})

/** Home plate for those who write, notched box for those who read, plain box for tools. */
function outline({ kind }: ClientView, { box }: ClientPlace, form: StageLayout['form']): string {
  const { x, y, width, height } = box
  const half = height / 2
  if (kind === 'producer') {
    const tip = Math.min(18, half * 0.9)
    return `M${x} ${y}h${width - tip}l${tip} ${half}l${-tip} ${half}h${tip - width}z`
  }
  if (kind === 'consumer' && form === 'matrix') {
    return `M${x} ${y}h${width}v${height}h${-width}v${8 - half}h7v-16h-7z`
  }
  return `M${x} ${y}h${width}v${height}h${-width}z`
}

interface GroupProps {
  readonly place: GroupPlace
  readonly group: GroupView | null
  readonly form: StageLayout['form']
}

const GroupMark = memo(function GroupMark({ place, group, form }: GroupProps) {
  const { t } = useWords()
  const { id, head, bracket } = place
  const state = group?.state ?? ''
  const isOrphan = group !== null && group.coordinator === null
  const second =
    group === null
      ? ''
      : t(isOrphan ? 'stage.groupOrphan' : 'stage.groupState', {
          state,
          generation: group.generation,
        })
  const { x, y, width, height } = bracket
  const d =
    form === 'phone'
      ? `M${x} ${y + height}v${-height}h${width}v${height}`
      : `M${x} ${y}h${width}v${height}h${-width}`
  const members = group?.members.length ?? 0
  return (
    <>
      <path className="stage-group" d={d} />
      <Mark
        thing={{ kind: 'group', id }}
        name={t('node.group', { group: id, state, members, generation: group?.generation ?? 0 })}
        box={{ x: head.x, y: head.y - 13, width: head.width, height: 34 }}
      >
        <text className="stage-strong" x={head.x} y={head.y}>
          {fitText(t('stage.group', { group: id }), { width: head.width, size: 13 })}
        </text>
        <text
          className={isOrphan ? 'stage-alarm' : 'stage-dim'}
          fontSize={12}
          x={head.x}
          y={head.y + 16}
        >
          {headLine([second, state], head.width)}
        </text>
      </Mark>
    </>
  )
})

/** The first words that fit; else the last ones, cut. */
function headLine(choices: readonly string[], width: number): string {
  const whole = choices.find((words) => textWidth(words, 12) <= width)
  return whole ?? fitText(choices.at(-1) ?? '', { width, size: 12 })
}
