import type { isrEn } from '../en/isr'

/** 中文句子：ISR 与 ELR 的变化。 */
export const isrZh: Readonly<Record<keyof typeof isrEn, string>> = {
  'isr.summary': '{partitions} 个分区，{changes} 次变更',
  'isr.none': '还没有创建主题。',
  'isr.label':
    '{partition} 的副本随模拟时间的变化：先是变更，再是每个副本一行。按 Enter 前往一段的起点。',
  'isr.matrix': '每个分区的同步副本数随模拟时间的变化。按 Enter 前往一段的起点。',
  'isr.changes': '变更',
  'isr.changesShort': '变更',
  'isr.size': '同步副本',
  'isr.min': '最少 {min}',
  'isr.span': 'Broker {broker}：自 {time} s 起{standing}',
  'isr.stretch':
    '{partition}：自 {time} s 起 {replicas} 个副本中 {isr} 个同步，min.insync.replicas 为 {min}，{state}',
  'isr.state.full': '全部同步',
  'isr.state.reduced': '部分不同步',
  'isr.state.below': '低于最小值',
  'isr.state.leaderless': '没有 Leader',
  'isr.change':
    '{time} s：ISR {isr}，ELR {elr}，Leader {leader}，Leader 纪元 {leaderEpoch}，分区纪元 {partitionEpoch}，{why}',
  'isr.deleted': '{time} s：主题被删除',
  'isr.more': '紧接在前的还有 {count} 次变更',
  'isr.hint': '指向一段或一次变更即可阅读；单击或按 Enter 前往。',
  'isr.why.created': '分区创建',
  'isr.why.config': 'min.insync.replicas 变为 {min}',
  'isr.why.deleted': '主题删除',
  'isr.why.decided': '{because}，由事件 {event} 决定',
  'isr.nobody': '无',
  'isr.table': '{partition} 的变更，新的在前',
  'isr.col.time': '时间',
  'isr.col.isr': 'ISR',
  'isr.col.elr': 'ELR',
  'isr.col.leader': 'Leader',
  'isr.col.leaderEpoch': 'Leader 纪元',
  'isr.col.partitionEpoch': '分区纪元',
  'isr.col.min': '最小 ISR',
  'isr.col.why': '原因',
  'isr.goto': '前往 {time} s',
}
