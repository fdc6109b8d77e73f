import type { actEn } from '../en/act'

/** 中文句子：act。 */
export const actZh: Readonly<Record<keyof typeof actEn, string>> = {
  'act.replica': 'Broker {broker} 上的 {partition}',
  'act.links': '链路…',
  'act.details': '详情',
  'act.for': '对 {name} 的操作',
  'act.clients': '客户端',
  'act.node': '节点 {id}',
}
