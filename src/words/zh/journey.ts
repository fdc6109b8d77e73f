import type { journeyEn } from '../en/journey'

/** 中文句子：一条消息的旅程。 */
export const journeyZh: Readonly<Record<keyof typeof journeyEn, string>> = {
  'journey.title': '消息的旅程',
  'journey.of': '{partition} 偏移量 {offset} 的旅程',
  'journey.choose': '请先在分区日志中选择一条消息。',
  'journey.none': '到这一刻为止，没有它的记录。',
  'journey.sent': '{name} 发送它。',
  'journey.sentAgain': '{name} 再次发送它，第 {detail} 次。',
  'journey.appended': 'Leader {name} 追加它。',
  'journey.copied': '{name} 已复制它。',
  'journey.committed': '{name} 把高水位推进到它之后：它已提交。',
  'journey.acknowledged': '{name} 得知它已安全。',
  'journey.read': '{name} {detail, select, – {} other {为组 {detail} }}读到它。',
  'journey.truncated': '{name} 从日志中截去它。',
  'journey.removed': '{name} 的日志起点移到它之后：它在那里已不存在。',
  'journey.waited': '（{time} 之后）',
  'journey.not.committed': '它还没有提交。',
  'journey.not.acknowledged': '它的生产者还没有得到确认。',
  'journey.not.read': '还没有消费者读到它。',
  'journey.whyNot': '为什么没有？',
}
