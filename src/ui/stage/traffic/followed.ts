import type { Yours } from '~/store/firstMinute'
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

/** True when a message carries the record that a person sent. */
export function carriesYours(message: MessageView, yours: Yours | null): boolean {
  if (yours === null || message.partition !== yours.partition) return false
  if (message.api === 'Produce' && !message.isResponse) {
    return yours.isLeaving && message.from === yours.producer
  }
  const { offset, recordCount } = message
  if (offset === null || yours.offset === null || recordCount === 0) return false
  return offset <= yours.offset && yours.offset < offset + recordCount
}
