import type { compareEn } from '../en/compare'

/** 中文句子：两个未来并排。 */
export const compareZh: Readonly<Record<keyof typeof compareEn, string>> = {
  'compare.title': '对比',
  'compare.close': '回到视图',
  'compare.one': '目前只有一个未来。回到过去做点什么，或在此分支（Y），再对比两者。',
  'compare.none': '两个未来都到达同一时刻后，差异列在这里。',
  'compare.choose.a': '第一个未来',
  'compare.choose.b': '第二个未来',
  'compare.lens': '两边显示什么',
  'compare.logsOf': '{partition} 的日志',
  'compare.further': '再往后 10 s',
  'compare.working': '正在把两个未来推进到 {time} s。',
  'compare.axis': '未来 {a} 和 {b}，从分叉起 {length}；菱形只在其中一个里',
  'compare.stage':
    '未来 {name} 的全景：{count, plural, =0 {没有标记} other {# 个标记}}与另一个未来不同',
  'compare.logs':
    '未来 {name} 中 {partition} 的日志：{count, plural, =0 {没有副本} other {# 个副本}}与另一个未来不同',
  'compare.differences': '差异，最重要的在前',
  'compare.summary':
    '{fork} s 到 {horizon} s：{count, plural, =0 {没有差异} =1 {一处差异} other {# 处差异，最重要的在前}}',
  'compare.what': '什么',
  'compare.done': '分叉之后的操作',
  'compare.nothingDone': '无',
  'compare.nothing': '再无其他',
  'compare.absent': '不存在',
  'compare.first': '{about} 发生了什么',
  'compare.measure.lost': '丢失的已确认消息',
  'compare.measure.acknowledged': '已确认的消息',
  'compare.measure.failed': '生产者放弃的消息',
  'compare.measure.refused': '被拒绝的 Produce 请求',
  'compare.measure.uncleanElections': '不干净的 Leader 选举',
  'compare.measure.leaderlessMicros': '没有 Leader 的时间（所有分区合计）',
  'compare.measure.belowMinIsrMicros': '低于 min.insync.replicas 的时间（所有分区合计）',
  'compare.measure.leaderChanges': 'Leader 变更次数',
  'compare.standing.leader': '{about}：Leader',
  'compare.standing.isr': '{about}：ISR',
  'compare.standing.state': '{about}：状态',
  'compare.standing.logEnd': '{about}：Leader 的日志末端偏移量',
  'compare.standing.highWatermark': '{about}：Leader 的高水位',
  'compare.standing.generation': '{about}：代',
  'compare.standing.controller': '活动控制器',
  'compare.verdict.none': '{a} 和 {b} 的结果相同。',
  'compare.verdict.way': '{a} 与 {b} 的各项数字相同，但经过不同：{count} 处差异。',
  'compare.verdict.lost':
    '{more} 丢失了 {high} 条已确认消息；{less} {low, plural, =0 {没有丢失} other {丢失了 # 条}}。',
  'compare.verdict.failed':
    '{more} 放弃了 {high} 条消息；{less} {low, plural, =0 {没有放弃} other {放弃了 # 条}}。',
  'compare.verdict.refused':
    '{more} 拒绝了 {high} 个 Produce 请求；{less} {low, plural, =0 {没有拒绝} other {拒绝了 # 个}}。',
  'compare.verdict.uncleanElections':
    '{more} 有 {high} 次不干净的 Leader 选举；{less} {low, plural, =0 {没有} other {有 # 次}}。',
  'compare.verdict.leaderlessMicros':
    '{more} 有 {highText} 没有 Leader；{less} {low, plural, =0 {一直都有} other {有 {lowText}}}。',
  'compare.verdict.belowMinIsrMicros':
    '{more} 有 {highText} 低于 min.insync.replicas；{less} {low, plural, =0 {从未低于} other {有 {lowText}}}。',
  'compare.verdict.acknowledged': '{more} 确认了 {high} 条消息；{less} 确认了 {low} 条。',
  'compare.verdict.leaderChanges':
    '{more} 换了 {high} 次 Leader；{less} {low, plural, =0 {没有换} other {换了 # 次}}。',
}
