import type { actEn } from '../en/act'

/** 中文句子：act。 */
export const actZh: Readonly<Record<keyof typeof actEn, string>> = {
  'act.replica': 'Broker {broker} 上的 {partition}',
  'act.links': '链路…',
  'act.group.process': '进程',
  'act.group.links': '链路',
  'act.group.network': '网络',
  'act.group.disk': '磁盘',
  'act.group.records': '消息',
  'act.group.time': '时间',
  'act.group.names': '地址',
  'act.more': '更多',
  'act.group.rest': '更多',
  'act.details': '详情',
  'act.for': '对 {name} 的操作',
  'act.clients': '客户端',
  'act.node': '节点 {id}',
}
