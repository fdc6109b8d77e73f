import type { Selected } from '~/store/selection'
import type { MessageView } from '~/views/clusterView'

/** True when a message is what a person has chosen, or goes to it, comes from it, or is about it. */
export function isAbout(message: MessageView, selected: Selected | null): boolean {
  switch (selected?.kind) {
    case 'message':
      return message.id === selected.id
    case 'broker':
    case 'controller':
    case 'client':
      return message.from === selected.process || message.to === selected.process
    case 'partition':
    case 'replica':
      return message.partition === `${selected.topic}-${selected.partition}`
    default:
      return false
  }
}
