/** English sentences: act. */
export const actEn = {
  'act.replica': '{partition} on broker {broker}',
  'act.links': 'Links…',
  'act.group.process': 'Process',
  'act.group.links': 'Links',
  'act.group.network': 'Network',
  'act.group.disk': 'Disk',
  'act.group.records': 'Records',
  'act.group.time': 'Time',
  'act.group.names': 'Addresses',
  'act.more': 'More',
  'act.group.rest': 'More',
  'act.details': 'Details',
  'act.for': 'Actions for {name}',
  'act.clients': 'the clients',
  'act.node': 'node {id}',
} as const
