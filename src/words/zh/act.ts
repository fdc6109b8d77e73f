import type { actEn } from '../en/act'

/** 中文句子：act。 */
export const actZh: Readonly<Record<keyof typeof actEn, string>> = {
  'act.crash': '宕机',
  'act.stop': '正常停止',
  'act.start': '启动',
  'act.pause': '暂停',
  'act.resume': '继续',
  'act.details': '详情',
  'act.for': '对 {name} 的操作',
  'act.cut': '切断链路…',
  'act.cutBoth': '切断 {a} 与 {b}',
  'act.cutTo': '只切断 {a} → {b}',
  'act.mend': '恢复 {a} 与 {b}',
  'act.heal': '恢复所有链路',
  'act.drop': '丢弃',
  'act.delay': '延迟 {ms} ms',
  'act.clients': '客户端',
  'act.node': '节点 {id}',
}
