import type { cuesEn } from '../en/cues'

/** Chinese sentences: cues of famous runs at depths of their own. */
export const cuesZh = {
  'story.cue.leader-dies.killed': '**Broker 1 崩溃**，没有告别：控制器还在等它的心跳。',
  'story.cue.leader-dies.elected':
    '9 s 没有心跳：Broker 1 被屏蔽，同步的 **Broker 2** 成为 Leader。',
  'story.cue.follower-lags.waits': 'Broker 3 拉不到消息，却仍算同步：**写入等待**。',
  'story.cue.follower-lags.shrunk': 'Broker 3 落后太久：**移出同步副本集**。',
  'story.cue.unclean-election.committed': 'orders 允许落后的副本当选。一条消息在三处都提交。',
  'story.cue.unclean-election.elected': 'Broker 2 回来了。它落后，**仍可成为 Leader**。',
  'story.cue.zombie-leader.cut': 'Broker 1 到控制器**什么也过不去**，客户端照常找到它。',
  'story.cue.follower-lags.healed': '链路**恢复**。Broker 3 又能从停下的地方拉取。',
  'story.cue.follower-lags.caughtUp': 'Broker 3 追加它错过的消息。',
  'story.cue.zombie-leader.safe': '30 s 后 shop 向 Broker 2 重试：**确认一次，且安全**。',
  'story.cue.zombie-leader.truncated': 'Broker 1 截去尾部：**答应 till 的没有了**，shop 没丢。',
  'story.cue.split-vote.slow': '控制器 3 与 4 之间的消息**变慢**：彼此都知道得晚。',
  'story.cue.split-vote.preVotes': '两者找不到活动控制器，先互问**能否**当选。',
  'story.cue.split-vote.elected': '这次对方晚了：两票，**选出一个控制器**。',
  'story.cue.split-vote.data': '**写入照旧**：Broker 写数据不需要控制器。',
  'story.cue.eligible-leader.eligible': 'Broker 2 停止。它什么都有，记为**合格 Leader**。',
  'story.cue.eligible-leader.refused': '写入被**拒绝**：同步副本 1 个，需要 2 个。',
  'story.cue.eligible-leader.elected': 'Broker 2 先回来。它合格，**成为 Leader 且无丢失**。',
  'wire.cue.leader-dies.goesOn':
    'Broker 2 的 Produce 响应：**orders-0** 基准偏移量 1，错误 NONE，acks=-1。',
  'wire.cue.leader-dies.returns':
    'Broker 1 重放 PartitionChangeRecord（Leader 2，纪元 1），开始从 Broker 2 Fetch **orders-0**。',
  'wire.cue.follower-lags.cut':
    '链路 **node-1 ↔ node-3** 双向断开：Broker 3 的 Fetch 无响应；node-3 ↔ node-4 畅通。',
  'wire.cue.follower-lags.waits':
    "Fetch 响应 → Broker 2 追加偏移量 1。Produce 等待：HW 1，需要 2，ISR '{'1, 2, 3'}'。",
  'wire.cue.follower-lags.acknowledged':
    'Produce 响应：**orders-0** 基准偏移量 1，错误 NONE，acks=-1；它等到了 AlterPartition。',
  'wire.cue.follower-lags.without':
    "Produce 响应：**orders-0** 基准偏移量 2，错误 NONE，acks=-1，ISR '{'1, 2'}'。",
  'wire.cue.follower-lags.healed':
    '链路 **node-1 ↔ node-3** 恢复：TCP 重发丢失的内容，Broker 3 继续 Fetch。',
  'wire.cue.follower-lags.caughtUp':
    'Fetch 响应 → Broker 3 追加 **orders-0** 偏移量 1、2，HW 3；下一个 Fetch 告诉 Leader LEO 3。',
  'wire.cue.acks-one.cut':
    '链路 **node-1 → node-2**、**node-1 → node-3** 断开：Fetch 到达，响应到不了。',
  'wire.cue.acks-one.appended':
    'Produce（acks=1）→ Broker 1 追加 **orders-0** 偏移量 1，Leader 纪元 0。HW 仍为 1。',
  'wire.cue.acks-one.acknowledged':
    'Produce 响应：**orders-0** 基准偏移量 1，错误 NONE，acks=1；HW 为 1。',
  'wire.cue.acks-one.reused':
    'Produce → Broker 2 追加 **orders-0** 偏移量 1，Leader 纪元 1；Broker 1 上是纪元 0。',
  'wire.cue.unclean-election.acknowledged':
    "Produce 响应：**orders-0** 基准偏移量 1，2 条，错误 NONE，acks=-1，ISR '{'1'}'。",
  'wire.cue.unclean-election.reused':
    'Produce → Broker 2 追加 **orders-0** 偏移量 1，Leader 纪元 2；HW 1 → 2，ISR 只有它。',
  'wire.cue.zombie-leader.cut':
    '链路 **node-1 → node-4** 断开：BrokerHeartbeat 到不了；Fetch 与 Produce 畅通。',
  'wire.cue.zombie-leader.believed':
    'Broker 1 的 Produce 响应：**orders-0** 基准偏移量 2，NONE，acks=1，纪元 0；别处已是 1。',
  'wire.cue.zombie-leader.waits':
    'Produce（acks=-1）→ Broker 1 追加偏移量 3，纪元 0，等待：**HW 2，需要 4**。',
  'wire.cue.zombie-leader.safe':
    'request.timeout.ms（30 s）已过，重试。Broker 2 响应：**orders-0** 基准偏移量 2，NONE。',
  'wire.cue.zombie-leader.healed':
    '链路 **node-1 → node-4** 恢复：Broker 1 的元数据 Fetch 与 BrokerHeartbeat 又能到达。',
  'wire.cue.split-vote.slow': '链路 **node-3 ↔ node-4**：每个方向延迟 15,000 µs；通常为 500 µs。',
  'wire.cue.split-vote.preVotes':
    '超过 controller.quorum.fetch.timeout.ms 2000，3 与 4 的 Vote（预投票，纪元 1）：互相**同意**。',
  'wire.cue.split-vote.split': '4 在纪元 2 的 Vote → 3 在此纪元已投给自己：**拒绝**。',
  'wire.cue.split-vote.again':
    '3 在纪元 2 的 Vote → 4 在此纪元已投给自己：**拒绝**；需要 2 票，只有 1 票。',
  'wire.cue.split-vote.backoff':
    '小于 controller.quorum.election.backoff.max.ms 的退避结束：4 的 Vote（预投票，纪元 2）→ **同意**。',
  'wire.cue.split-vote.elected':
    '3 与 4 同意 Vote（需要 2）：节点 4 Candidate → **Leader**，纪元 3。',
  'wire.cue.split-vote.data':
    'Produce 响应：**orders-0** 基准偏移量 1，错误 NONE，acks=-1；Leader 与 ISR 照旧。',
  'wire.cue.split-vote.follows':
    'EndQuorumEpoch 响应指明 Leader 4：节点 2 Resigned → **Follower**。',
  'wire.cue.majority-lost.data':
    'Produce 响应：**orders-0** 基准偏移量 1，错误 NONE，acks=-1；不问仲裁组 Leader。',
  'wire.cue.majority-lost.alone':
    '预投票没有及时得到答复：节点 4 Prospective → **Unattached**；需要 2 票，只有 1 票。',
  'wire.cue.majority-lost.regained':
    '4 与 5 同意 Vote（需要 2）：节点 4 Candidate → **Leader**，纪元 3。',
  'wire.cue.majority-lost.goesOn':
    'Broker 2 的 Produce 响应：**orders-0** 基准偏移量 2，错误 NONE，acks=-1。',
  'wire.cue.eligible-leader.acknowledged':
    'Broker 2 的 Produce 响应：**orders-0** 基准偏移量 2，错误 NONE，acks=-1。',
} as const satisfies Readonly<Record<keyof typeof cuesEn, string>>
