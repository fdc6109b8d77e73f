import type { minuteEn } from '../en/minute'

/** 中文句子：第一分钟，著名场景的提示点。 */
export const minuteZh: Readonly<Record<keyof typeof minuteEn, string>> = {
  'minute.begin': '三个 Broker，一个主题、一个分区，一个消费者。**一条消息**要来了。',
  'beat.sent': '**发送**：一条消息离开生产者，去往 Leader。',
  'beat.appended': '**追加**：写入 Leader 的日志，偏移量 {offset}。还没人能读。',
  'beat.copied': '**复制**：{copies, plural, =1 {另一个同步副本} other {两个副本都}}已拉取。',
  'beat.committed': '**提交**：高水位越过它。',
  'beat.read': '**读取**：消费者拿到了。',
  'beat.yours.sent': '**发送**：你的消息离开生产者，去往 Leader。',
  'beat.yours.appended': '**追加**：Leader 有了你的消息，偏移量 {offset}。',
  'beat.yours.copied':
    '**复制**：{copies, plural, =1 {另一个同步副本} other {两个副本都}}已拉取你的消息。',
  'beat.yours.committed': '**提交**：高水位越过你的消息。',
  'beat.yours.read': '**读取**：消费者拿到了你的消息。',
  'mechanism.beat.sent':
    '**发送**：{whose, select, yours {你的消息} other {一条消息}}以 {bytes} 字节的批次离开 shop，去往 orders-0 的 Leader Broker {leader}；acks=all。',
  'mechanism.beat.appended':
    '**追加**：偏移量 {offset}，纪元 {epoch}，Broker {leader} 的日志末端到 {end}。答复等待 ISR（{isr}）。',
  'mechanism.beat.copied':
    '**复制**：Broker {followers} 的日志末端也到 {end}。Leader 还不知道：它的高水位是 {watermark}。',
  'mechanism.beat.committed':
    '**提交**：{copies, plural, =0 {ISR 中没有别的副本} other {Broker {followers} 从 {to} 起拉取}}，Leader 把高水位由 {from} 推进到 {to}，并答复 shop。',
  'mechanism.beat.read':
    '**读取**：{consumer} 拿到偏移量 {offset}：消费者只能读到高水位以下，高水位是 {watermark}。下次从 {next} 拉取。',
  'wire.beat.sent':
    '**发送**：shop 给 Broker {leader} 的 Produce 请求：orders-0，{count} 条，{bytes} 字节，acks=-1，超时 30000 ms。',
  'wire.beat.appended':
    '**追加**：基准偏移量 {offset}，Leader 纪元 {epoch}，LEO {end}。Produce 响应等到 HW 为 {end}。',
  'wire.beat.copied':
    '**复制**：{followers} 收到 Fetch 响应。LEO 与 Leader 的一样是 {end}，Leader 的 HW 仍为 {watermark}。',
  'wire.beat.committed':
    '**提交**：下一批 Fetch 请求从 {to} 开始。ISR 的 LEO（{ends}）→ HW {from} → {to}；Produce 响应 NONE。',
  'wire.beat.read':
    '**读取**：给 {consumer} 的 Fetch 响应，含偏移量 {offset}，低于 HW {watermark}。下一个 Fetch 从 {next} 开始。',
  'mechanism.minute.begin':
    '主题 orders：1 个分区，3 个副本，min.insync.replicas 2；shop 用 acks=all。**一条消息**要来了。',
  'wire.minute.begin':
    'orders-0：副本 1、2、3，min.insync.replicas=2。shop：acks=-1，linger.ms=5；billing-1：组 billing。',
  'minute.send': '这是一条消息，从生产者到消费者。现在发一条你自己的。',
  'minute.send.do': '发送一条消息',
  'minute.waitYours': '你的消息即将离开生产者。',
  'mechanism.minute.waitYours':
    '你的消息在 orders-0 的批次里：linger.ms（5）一过，批次就离开 shop。',
  'wire.minute.waitYours':
    'shop 给 orders-0 的 Produce：含你的消息的批次为 OPEN，到 linger.ms=5 为止。',
  'minute.unplug': '你的消息在三个 Broker 上。**Broker {broker}** 是分区的 Leader：拿走它。',
  'mechanism.minute.unplug':
    'ISR（{isr}）的每份日志都有你的消息。**Broker {broker}** 是 orders-0 在纪元 {epoch} 的 Leader：拿走它。',
  'wire.minute.unplug':
    'orders-0：leader **{broker}**，纪元 {epoch}，ISR {isr}，每份日志都有你的消息。拿走 Leader：没有 FIN。',
  'minute.unplug.do': '拔掉 Broker {broker}',
  'minute.watchLeader': '**Broker {broker}** 断电了。控制器等它的心跳 9 s，然后决定。',
  'mechanism.minute.watchLeader':
    '**Broker {broker}** 没有心跳了。过了 broker.session.timeout.ms（9 s）就屏蔽它，从 ISR 选下一个 Leader。',
  'wire.minute.watchLeader':
    '**Broker {broker}** 没有 BrokerHeartbeat：过 broker.session.timeout.ms=9000，写 PartitionChangeRecord。',
  'minute.ask': '现在 **Broker {leader}** 是 Leader，什么也没丢。关于你的消息，有一个问题：',
  'mechanism.minute.ask':
    '**Broker {leader}** 是 orders-0 在纪元 {epoch} 的 Leader，ISR {isr}。什么也没丢。关于你的消息，有一个问题：',
  'wire.minute.ask':
    'PartitionChangeRecord orders-0：leader **{leader}**，纪元 {epoch}，ISR {isr}。关于你的消息，有一个问题：',
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
  'story.minute.right': '对：{time} s 时，**高水位**越过偏移量 {offset}。',
  'story.minute.wrong.sent': '**发送**太早：哪里都还没有它，{by} 之后才能看到。',
  'story.minute.wrong.appended': '**追加**太早：{by} 之后**高水位**才越过它。',
  'story.minute.wrong.copied': '**复制**太早：Leader 要到下次拉取才知道，{by} 之后。',
  'story.minute.wrong.read': '**读取**太晚：**高水位**早 {by} 就越过它了。',
  'minute.go': '继续',
  'minute.next': '下一步',
  'minute.skip': '跳过引导',
  'minute.yours': '你的',
  'cues.number': '提示 {number}/{of}',
  'cues.open': '提示 {number}/{of}：提示列表',
  'cues.title': '提示点',
  'cues.about': '点一条，就到那个时刻。还没到的提示，继续运行就会到。',
  'cues.none': '这次运行没有提示；“著名场景”才有，点标题打开列表。',
  'cues.ahead': '未到',
}
