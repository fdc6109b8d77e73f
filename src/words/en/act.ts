/** English sentences: act. */
export const actEn = {
  'act.replica': '{partition} on broker {broker}',
  'act.links': 'Links…',
  'act.details': 'Details',
  'act.for': 'Actions for {name}',
  'act.clients': 'the clients',
  'act.node': 'node {id}',
} as const
