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
  'journey.read': '{name} {detail, select, none {} other {为组 {detail} }}读到它。',
  'journey.truncated': '{name} 从日志中截去它。',
  'journey.removed': '{name} 的日志起点移到它之后：它在那里已不存在。',
  'journey.waited': '（{time} 之后）',
  'journey.for': '它等的是：{what}',
  'journey.for.sent':
    '{because, select, full {批次装满（在批次中 {waited} ms）} linger {linger.ms，{linger} ms（在批次中 {waited} ms）} memory {buffer.memory 的空间} flush {程序刷新或结束} other {发往同一 Broker 的另一个批次（自己的批次等了 {waited} ms）}}',
  'journey.for.sentAgain': '没有来的或表示拒绝的答复，以及 retry.backoff.ms（距上次 {waited} ms）',
  'journey.for.appended': 'Produce 请求到达 Leader',
  'journey.for.copied': '这个 Follower 的下一次 Fetch 及其答复',
  'journey.for.committed':
    '每个同步副本都已拉取到它之后（日志末端 {ends}）：Follower 用下一次 Fetch 说明',
  'journey.for.acknowledged':
    '{acks, select, all {高水位越过它（acks=all），然后答复} 0 {不等任何东西（acks=0）} other {只等 Leader 追加（acks={acks}），然后答复}}',
  'journey.for.read': '高水位越过它，以及这个消费者的一次 Fetch',
  'journey.for.truncated': '新 Leader 说明两份日志在哪里分叉（{why}）',
  'journey.for.removed':
    '{because, select, retention {保留策略} deleteRecords {DeleteRecords 请求} other {Leader 的日志起点}}',
  'journey.not.committed': '它还没有提交。',
  'journey.not.acknowledged': '它的生产者还没有得到确认。',
  'journey.not.read': '还没有消费者读到它。',
  'journey.whyNot': '为什么没有？',
}
