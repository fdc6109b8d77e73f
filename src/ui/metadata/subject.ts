import type { Selected } from '~/store/selection'
import type { ClusterView } from '~/views/clusterView'

/** What a record of the metadata is about, as every lens means it; null: nothing that can be chosen. */
export function subjectOf(
  touches: readonly string[],
  { brokers, controllers }: Pick<ClusterView, 'brokers' | 'controllers'>,
): Selected | null {
  for (const touched of touches) {
    const [, kind, name = ''] = /^(partition|broker|controller)\/(.+)$/.exec(touched) ?? []
    if (kind === 'partition') {
      const dash = name.lastIndexOf('-')
      const partition = Number(name.slice(dash + 1))
      return { kind, topic: name.slice(0, dash), partition }
    }
    const all = kind === 'broker' ? brokers : kind === 'controller' ? controllers : []
    const found = all.find(({ id }) => String(id) === name)
    if (found !== undefined && (kind === 'broker' || kind === 'controller')) {
      return { kind, id: found.id, process: found.process }
    }
  }
  return null
}
