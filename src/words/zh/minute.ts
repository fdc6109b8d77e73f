import type { minuteEn } from '../en/minute'

/** 中文句子：第一分钟，著名场景的提示点。 */
export const minuteZh: Readonly<Record<keyof typeof minuteEn, string>> = {
  'minute.begin': '三个 Broker，一个主题、一个分区，一个消费者。**一条消息**要来了。',
  'beat.sent': '**发送**：一条消息离开生产者，去往 Leader。',
  'beat.appended': '**追加**：写入 Leader 的日志，偏移量 {offset}。还没人能读。',
  'beat.copied': '**复制**：两个副本都已拉取。',
  'beat.committed': '**提交**：高水位越过它。',
  'beat.read': '**读取**：消费者拿到了。',
  'beat.yours.sent': '**发送**：你的消息离开生产者，去往 Leader。',
  'beat.yours.appended': '**追加**：Leader 有了你的消息，偏移量 {offset}。',
  'beat.yours.copied': '**复制**：两个副本都已拉取你的消息。',
  'beat.yours.committed': '**提交**：高水位越过你的消息。',
  'beat.yours.read': '**读取**：消费者拿到了你的消息。',
  'wire.beat.sent': '**发送**：shop 的 Produce 请求，orders-0 的 1 条消息，acks=-1。',
  'wire.beat.appended': '**追加**：基准偏移量 {offset}，LEO {end}。Produce 响应等到 HW 为 {end}。',
  'wire.beat.copied':
    '**复制**：两个副本都收到 Fetch 响应。三处 LEO 都是 {end}，HW 仍为 {offset}。',
  'wire.beat.committed':
    '**提交**：下一批 Fetch 请求从 {end} 开始，Leader 把 HW 从 {offset} 移到 {end}。',
  'wire.beat.read': '**读取**：给 billing-1 的 Fetch 响应，含偏移量 {offset}，低于 HW {end}。',
  'minute.send': '这是一条消息，从生产者到消费者。现在发一条你自己的。',
  'minute.send.do': '发送一条消息',
  'minute.waitYours': '你的消息即将离开生产者。',
  'minute.unplug': '你的消息在三个 Broker 上。**Broker {broker}** 是分区的 Leader：拿走它。',
  'minute.unplug.do': '拔掉 Broker {broker}',
  'minute.watchLeader': '**Broker {broker}** 断电了。控制器等它的心跳 9 s，然后决定。',
  'minute.ask': '现在 **Broker {leader}** 是 Leader，什么也没丢。关于你的消息，有一个问题：',
  'minute.question': '消费者最早何时能看到它？',
  'minute.question.how': '在下方的时间标尺上点那个时刻，或在这里选。',
  'minute.instant': '时刻 {number}，{beat}，{time} s',
  'minute.beat.sent': '发送',
  'minute.beat.appended': '追加',
  'minute.beat.copied': '复制',
  'minute.beat.committed': '提交',
  'minute.beat.read': '读取',
  'minute.right': '对：{time} s。此时**高水位**越过偏移量 {offset}，消费者只能读到它以下。',
  'minute.wrong.sent':
    '你选了**发送**。那时任何 Broker 都还没有它：{by} 之后**高水位**越过偏移量 {offset}，才能看到。',
  'minute.wrong.appended':
    '你选了**追加**。Leader 有了它，但消费者只能读到**高水位**以下：{by} 之后才越过偏移量 {offset}。',
  'minute.wrong.copied':
    '你选了**复制**。Leader 要等下一次拉取才知道副本已有：{by} 之后**高水位**越过偏移量 {offset}。',
  'minute.wrong.read':
    '你选了**读取**。其实早 {by} 就能看到，那时**高水位**越过偏移量 {offset}；之后是答复在路上。',
  'minute.go': '继续',
  'minute.next': '下一步',
  'minute.skip': '跳过引导',
  'minute.yours': '你的',
  'cues.number': '提示 {number}/{of}',
  'cues.open': '提示 {number}/{of}：提示列表',
  'cues.title': '提示点',
  'cues.about': '点一条，就到那个时刻。还没到的提示，继续运行就会到。',
  'cues.ahead': '未到',
}
