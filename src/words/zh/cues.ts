import type { cuesEn } from '../en/cues'

/** Chinese sentences: cues of famous runs at depths of their own. */
export const cuesZh = {
  'mechanism.cue.leader-dies.sent':
    'shop 以 acks=all 发给 **Broker 1**，纪元 {epoch} 的 Leader：ISR [{isr}] 的每份日志都有了，它才答复。',
  'mechanism.cue.leader-dies.committed':
    'Broker 2 和 3 已从偏移量 {watermark1} 起拉取，Leader 1 由此得知它们有了：高水位 {watermarkFrom1} → **{watermark1}**。',
  'mechanism.cue.leader-dies.killed':
    '**Broker 1 崩溃**，连接立刻断开；心跳停了 broker.session.timeout.ms（9 s），控制器才屏蔽它。',
  'mechanism.cue.leader-dies.elected':
    'Broker 1 静默 {silent} s 被屏蔽，移出 ISR；其中的下一个副本 **Broker 2** 成为纪元 {epoch} 的 Leader，ISR [{isr}]。',
  'mechanism.cue.leader-dies.goesOn':
    'ISR [{isr}] 都有了偏移量 {acked}，满足 min.insync.replicas 2：高水位到 {watermark2}，**得到确认**。',
  'wire.cue.leader-dies.goesOn':
    'Broker 2 的 Produce 响应：**orders-0** 基准偏移量 {acked}，错误 NONE，acks=-1。',
  'mechanism.cue.leader-dies.returns':
    'Broker 1 重放元数据：Leader 是 {leader}，纪元 {epoch}。自己的日志到 {end1}，就从那里起**向 Broker 2 拉取**。',
  'wire.cue.leader-dies.returns':
    'Broker 1 重放 PartitionChangeRecord（Leader {leader}，纪元 {epoch}），开始从 Broker 2 Fetch **orders-0**。',
  'mechanism.cue.leader-dies.inSync':
    'Broker 1 已到高水位 {watermark2}，Leader 2 请求 **ISR 改为 [{isr}]**。这不换 Leader：纪元仍为 {epoch}。',
  'mechanism.cue.follower-lags.sent':
    'acks=all：**ISR [{isr}] 的每份日志**都越过偏移量 {end1}，Leader 1 才答复；此刻高水位是 {watermark1}。',
  'mechanism.cue.follower-lags.cut':
    '双向**断开**：Broker 3 无法向 Leader 1 拉取；它的心跳仍能到达控制器，所以不会被屏蔽。',
  'wire.cue.follower-lags.cut':
    '链路 **node-1 ↔ node-3** 双向断开：Broker 3 的 Fetch 无响应；node-3 ↔ node-4 畅通。',
  'mechanism.cue.follower-lags.waits':
    '偏移量 {offset} 在 1 和 2 上，3 没有，却还在 ISR [{isr}] 中：高水位停在 {watermark1}，**写入等待**。',
  'wire.cue.follower-lags.waits':
    'Fetch 响应 → Broker 2 追加偏移量 {offset}。Produce 等待：HW {watermark1}，需要 {end1}，ISR [{isr}]。',
  'mechanism.cue.follower-lags.shrunk':
    'Broker 3 超过 replica.lag.time.max.ms（{lagMax} ms）没追上：Leader 1 请求，**ISR 缩小为 [{isr}]**。',
  'mechanism.cue.follower-lags.acknowledged':
    'ISR [{isr}] 的日志都到 {end1}：高水位 {watermark1}，满足 min.insync.replicas 2，**{waited} s 后才确认**。',
  'wire.cue.follower-lags.acknowledged':
    'Produce 响应：**orders-0** 基准偏移量 {acked}，错误 NONE，acks=-1；它等到了 AlterPartition。',
  'mechanism.cue.follower-lags.without':
    'ISR [{isr}]：偏移量 {acked} 只需 1 和 2。Broker 3 的日志还止于 {end3}，**{waitedMs} ms 就得到确认**。',
  'wire.cue.follower-lags.without':
    'Produce 响应：**orders-0** 基准偏移量 {acked}，错误 NONE，acks=-1，ISR [{isr}]。',
  'mechanism.cue.follower-lags.healed':
    '链路**恢复**。Broker 3 将从自己的日志末端 {end3} 起拉取；Leader 的日志到 {end1}。',
  'wire.cue.follower-lags.healed':
    '链路 **node-1 ↔ node-3** 恢复：TCP 重发丢失的内容，Broker 3 继续 Fetch。',
  'mechanism.cue.follower-lags.caughtUp':
    '一次拉取就补齐：Broker 3 的日志到 {end3}，与 Leader 一样。它**下一次拉取**时，Leader 才知道。',
  'wire.cue.follower-lags.caughtUp':
    'Fetch 响应 → Broker 3 追加 **orders-0**，LEO {end3}，HW {watermark3}；下一个 Fetch 把 LEO 告诉 Leader。',
  'mechanism.cue.follower-lags.expanded':
    'Broker 3 从 {end3} 起拉取，不低于高水位 {watermark1}：Leader 1 提出请求，**ISR 又是 [{isr}]**。',
  'mechanism.cue.acks-one.sent':
    'acks=1：Broker 1 **自己的日志**一有消息就答复。min.insync.replicas 2 只对 acks=all 起作用。',
  'mechanism.cue.acks-one.cut':
    '单向断开 1 → 2 和 1 → 3：拉取请求到得了 Broker 1，**响应到不了**。ISR 仍是 [{isr}]。',
  'wire.cue.acks-one.cut':
    '链路 **node-1 → node-2**、**node-1 → node-3** 断开：Fetch 到达，响应到不了。',
  'mechanism.cue.acks-one.appended':
    'Broker 1 追加偏移量 {offset}，日志到 {end1}；2 和 3 的日志只到 {end2}。**高水位停在 {watermark1}**。',
  'wire.cue.acks-one.appended':
    'Produce（acks=1）→ Broker 1 追加 **orders-0** 偏移量 {offset}，Leader 纪元 {tail1}。HW 仍为 {watermark1}。',
  'mechanism.cue.acks-one.acknowledged':
    '高水位只到 {watermark1}，偏移量 {acked} 却得到确认：acks=1 时 Leader **不等 ISR** [{isr}]。',
  'wire.cue.acks-one.acknowledged':
    'Produce 响应：**orders-0** 基准偏移量 {acked}，错误 NONE，acks=1；HW 为 {watermark1}。',
  'mechanism.cue.acks-one.killed':
    '**Broker 1 崩溃**：偏移量 {offset} 只在它的磁盘上。2 和 3 的日志只到 {end2}，却在 ISR [{isr}] 中。',
  'mechanism.cue.acks-one.elected':
    '在 ISR 中，只保证有**已提交的消息**：Broker 2 在纪元 {epoch} 成为 Leader，日志只到 {end2}。',
  'mechanism.cue.acks-one.reused':
    'Broker 2 在纪元 {tail2} 追加偏移量 {offset}；Broker 1 磁盘上的偏移量 {offset} 是纪元 {tail1} 的**另一条消息**。',
  'wire.cue.acks-one.reused':
    'Produce → Broker 2 追加 **orders-0** 偏移量 {offset}，Leader 纪元 {tail2}；Broker 1 上是纪元 {tail1}。',
  'mechanism.cue.acks-one.truncated':
    'Leader 的日志中纪元 {cutEpoch} 止于 {cutTo}，Broker 1 由 {cutFrom} 截到 {cutTo}：**已确认的偏移量 {cutTo} 没有了**。',
  'mechanism.cue.unclean-election.committed':
    '这里 unclean.leader.election.enable 为 true，min.insync.replicas 为 1。ISR [{isr}] 都有：**高水位 {watermark1}**。',
  'mechanism.cue.unclean-election.killed':
    '**Broker 2 和 3 崩溃**。broker.session.timeout.ms（9 s）没到，ISR 仍是 [{isr}]：acks=all 得等。',
  'mechanism.cue.unclean-election.alone':
    '2 和 3 静默 {silent} s 被屏蔽：**ISR 为 [{isr}]**，正好满足 min.insync.replicas 1，acks=all 仍可写入。',
  'mechanism.cue.unclean-election.acknowledged':
    'acks=all 只等 ISR [{isr}]：Leader 自己一追加，高水位就到 {watermark1}。**已确认**，却只有一份。',
  'wire.cue.unclean-election.acknowledged':
    'Produce 响应：**orders-0** 基准偏移量 {acked}，2 条，错误 NONE，acks=-1，ISR [{isr}]。',
  'mechanism.cue.unclean-election.lastDies':
    '**Broker 1 崩溃**。它的日志到 {end1}，2 和 3 的到 {end2}：两者之间的已经确认，却**只在它的磁盘上**。',
  'mechanism.cue.unclean-election.offline':
    'Broker 1 被屏蔽：ISR 为空，它留在 **ELR [{elr}]** 中。没有副本存活，纪元 {epoch} 没有 Leader。',
  'mechanism.cue.unclean-election.elected':
    '既不在 ISR 也不在 ELR，但它存活：Broker 2 **不干净地当选**，纪元 {epoch}，日志只到 {end2}，不到 {end1}。',
  'mechanism.cue.unclean-election.reused':
    '**偏移量 {offset}** 第二次分配，纪元 {tail2}；Broker 1 磁盘上，它是纪元 {tail1} 的一条已确认消息。',
  'wire.cue.unclean-election.reused':
    'Produce → Broker 2 追加 **orders-0** 偏移量 {offset}，Leader 纪元 {tail2}；HW {watermarkFrom2} → {watermark2}，ISR 只有它。',
  'mechanism.cue.unclean-election.truncated':
    'Leader 2 的日志中纪元 {cutEpoch} 止于 {cutTo}，Broker 1 由 {cutFrom} 截到 {cutTo}：**{cut} 条已确认的消息没有了**。',
  'mechanism.cue.zombie-leader.sent':
    'Broker 1 是纪元 {epoch} 的 Leader，ISR [{isr}]，min.insync.replicas 2。shop 用 **acks=all**，till 用 **acks=1**。',
  'mechanism.cue.zombie-leader.cut':
    '**单向断开** 1 → 控制器 4：Broker 1 的心跳和元数据拉取到不了；2 和 3 的拉取与写入照常。',
  'wire.cue.zombie-leader.cut':
    '链路 **node-1 → node-4** 断开：BrokerHeartbeat 到不了；Fetch 与 Produce 畅通。',
  'mechanism.cue.zombie-leader.elected':
    '{silent} s 没有心跳：**Broker 2 成为纪元 {epoch} 的 Leader**。Broker 1 拿不到元数据，仍自认是纪元 {led1} 的 Leader。',
  'mechanism.cue.zombie-leader.believed':
    'till 只知道旧 Leader：Broker 1 在纪元 {tail1} 追加偏移量 {acked} 并确认，acks=1 **不问 Follower**。',
  'wire.cue.zombie-leader.believed':
    'Broker 1 的 Produce 响应：**orders-0** 基准偏移量 {acked}，NONE，acks=1，纪元 {tail1}；别处已是 {epoch}。',
  'mechanism.cue.zombie-leader.waits':
    'acks=all：Broker 1 追加偏移量 {offset}，自己的 ISR 里还有 2 和 3。它们不再来拉取：**高水位停在 {watermark1}**。',
  'wire.cue.zombie-leader.waits':
    'Produce（acks=-1）→ Broker 1 追加偏移量 {offset}，纪元 {tail1}，等待：**HW {watermark1}，需要 {end1}**。',
  'mechanism.cue.zombie-leader.safe':
    'request.timeout.ms（30 s）已过，重试发往 Leader 2：偏移量 {acked}，纪元 {tail2}，ISR [{isr}] 都有。**确认一次，且安全**。',
  'wire.cue.zombie-leader.safe':
    'request.timeout.ms（30 s）已过，重试。Broker 2 响应：**orders-0** 基准偏移量 {acked}，NONE。',
  'mechanism.cue.zombie-leader.healed':
    'Broker 1 的心跳和元数据拉取又能到达：它就要重放**纪元 {epoch}**，此刻还自认是纪元 {led1} 的 Leader。',
  'wire.cue.zombie-leader.healed':
    '链路 **node-1 → node-4** 恢复：Broker 1 的元数据 Fetch 与 BrokerHeartbeat 又能到达。',
  'mechanism.cue.zombie-leader.truncated':
    'Leader 2 上纪元 {cutEpoch} 止于 {cutTo}：Broker 1 由 {cutFrom} 截到 {cutTo}。**till 的消息没有了**，shop 的是偏移量 {acked}。',
  'mechanism.cue.split-vote.slow':
    '控制器 3 与 4 之间一条消息要 **{latencyMs} ms**：够两者在得知对方之前都去参选。',
  'wire.cue.split-vote.slow':
    '链路 **node-3 ↔ node-4**：每个方向延迟 {latencyMs} ms；通常为 0.5 ms。',
  'mechanism.cue.split-vote.killed':
    '**控制器 2** 是仲裁组纪元 {quorumEpoch} 的 Leader，它**崩溃**了。三个投票者剩两个，正好够多数。',
  'mechanism.cue.split-vote.preVotes':
    '拉取超过 controller.quorum.fetch.timeout.ms（2 s）无答复：两者在纪元 {quorumEpoch} 互求**预投票**，彼此同意。',
  'wire.cue.split-vote.preVotes':
    '超过 controller.quorum.fetch.timeout.ms 2000，3 与 4 的 Vote（预投票，纪元 {quorumEpoch}）：互相**同意**。',
  'mechanism.cue.split-vote.split':
    '两者都得到多数预投票，在纪元 {quorumEpoch} 成为 Candidate。**每个纪元只有一票**：3 已投给自己，拒绝 4。',
  'wire.cue.split-vote.split': '4 在纪元 {quorumEpoch} 的 Vote → 3 在此纪元已投给自己：**拒绝**。',
  'mechanism.cue.split-vote.again':
    '4 以同样理由拒绝 3：纪元 {quorumEpoch} 各得 1 票，需要 {needed} 票。**无人当选**。',
  'wire.cue.split-vote.again':
    '3 在纪元 {quorumEpoch} 的 Vote → 4 在此纪元已投给自己：**拒绝**；需要 {needed} 票，只有 1 票。',
  'mechanism.cue.split-vote.backoff':
    '各等一段**随机的**选举超时：controller.quorum.election.timeout.ms（1 s）的 1 到 2 倍。4 先到，获预投票。',
  'wire.cue.split-vote.backoff':
    '4 的选举超时已过（随机，不小于 controller.quorum.election.timeout.ms）：Vote（预投票，纪元 {quorumEpoch}）→ **同意**。',
  'mechanism.cue.split-vote.elected':
    '3 没有在纪元 {quorumEpoch} 参选，把票给了 4：需要 {needed} 票，得到 {grantedBy} 的。**控制器 4 成为仲裁组 Leader**。',
  'wire.cue.split-vote.elected':
    '{grantedBy} 同意 Vote（需要 {needed}）：节点 4 Candidate → **Leader**，纪元 {quorumEpoch}。',
  'mechanism.cue.split-vote.data':
    '偏移量 {acked} 得到确认：Leader {leader}、纪元 {epoch}、ISR [{isr}] 不因选举而变，**不问控制器**。',
  'wire.cue.split-vote.data':
    'Produce 响应：**orders-0** 基准偏移量 {acked}，错误 NONE，acks=-1；Leader 与 ISR 照旧。',
  'mechanism.cue.split-vote.follows':
    'quorum-state 文件说它曾任 Leader：控制器 2 以 Resigned 启动，得知纪元 {quorumEpoch} 的 Leader 是 4，于是**跟随**。',
  'wire.cue.split-vote.follows':
    'EndQuorumEpoch 响应指明 Leader 4：节点 2 Resigned → **Follower**。',
  'mechanism.cue.majority-lost.sent':
    '控制器 4 是仲裁组（4、5、6）纪元 {quorumEpoch} 的 Leader，**三个中的两个**算多数。Broker 1 是 orders-0 的 Leader。',
  'mechanism.cue.majority-lost.killed':
    '**控制器 5 和 6 崩溃**：三个投票者剩一个，需要 {needed} 个。元数据记录无法再提交。',
  'mechanism.cue.majority-lost.resigned':
    '1.5 × controller.quorum.fetch.timeout.ms（3 s）没有多数来拉取：**控制器 4 辞任**，纪元 {quorumEpoch}。',
  'mechanism.cue.majority-lost.data':
    '偏移量 {acked} 以 acks=all 得到确认：Broker 已知 Leader {leader} 和 ISR [{isr}]，**不问控制器**。',
  'wire.cue.majority-lost.data':
    'Produce 响应：**orders-0** 基准偏移量 {acked}，错误 NONE，acks=-1；不问仲裁组 Leader。',
  'mechanism.cue.majority-lost.leaderDies':
    '**Broker 1 崩溃**。没有活动控制器数它的心跳，也就无人屏蔽它：Leader {leader}、ISR [{isr}] 保持原样。',
  'mechanism.cue.majority-lost.alone':
    '选举超时已过，控制器 4 只有自己的一张预投票，需要 {needed} 张：变为 **Unattached**，再问。',
  'wire.cue.majority-lost.alone':
    '预投票没有及时得到答复：节点 4 Prospective → **Unattached**；需要 {needed} 票，只有 1 票。',
  'mechanism.cue.majority-lost.regained':
    '需要三票中的 {needed} 票，得到 {grantedBy} 的：**控制器 4 成为仲裁组 Leader**，纪元 {quorumEpoch}，元数据又能提交。',
  'wire.cue.majority-lost.regained':
    '{grantedBy} 同意 Vote（需要 {needed}）：节点 4 Candidate → **Leader**，纪元 {quorumEpoch}。',
  'mechanism.cue.majority-lost.elected':
    '新控制器从自己上任算起：静默 {silent} s，屏蔽 Broker 1。**Broker 2 成为 Leader**，纪元 {epoch}，ISR [{isr}]。',
  'mechanism.cue.majority-lost.goesOn':
    'shop 找到 Leader {leader}：偏移量 {acked} 在纪元 {epoch} 得到确认，紧接 Broker 1 原有的。**什么也没丢**。',
  'wire.cue.majority-lost.goesOn':
    'Broker 2 的 Produce 响应：**orders-0** 基准偏移量 {acked}，错误 NONE，acks=-1。',
  'mechanism.cue.eligible-leader.committed':
    'ISR [{isr}] 的日志都到高水位 {watermark1}。**min.insync.replicas 为 2**：低于它，不再有新的提交。',
  'mechanism.cue.eligible-leader.shrunk':
    '受控停机：控制器屏蔽 Broker 3。**ISR 为 [{isr}]**，仍满足 min.insync.replicas 2。',
  'mechanism.cue.eligible-leader.eligible':
    'ISR [{isr}] 低于 min.insync.replicas 2，缺了 Broker 2 就不会有新的提交：它留在 **ELR [{elr}]** 中。',
  'mechanism.cue.eligible-leader.refused':
    'NOT_ENOUGH_REPLICAS：同步 {inSync} < min.insync.replicas {min}。高水位停在 {watermark1}，**Broker 2 仍然完整**。',
  'mechanism.cue.eligible-leader.offline':
    '最后一个离开：ISR 为空，纪元 {epoch} 没有 Leader。**ELR [{elr}]** 中任何一个当选都不会丢失。',
  'mechanism.cue.eligible-leader.elected':
    'ISR 为空，就看 **ELR**。Broker 2 在其中：成为纪元 {epoch} 的 Leader，日志到 {end2}，与 1 的一样，无丢失。',
  'mechanism.cue.eligible-leader.enough':
    'Broker 3 已到高水位 {watermark2}：**ISR [{isr}]** 满足 min.insync.replicas 2，ELR 随之清空。',
  'mechanism.cue.eligible-leader.acknowledged':
    'shop 一直在重试：Leader 2 在纪元 {tail2} 追加偏移量 {acked}，ISR [{isr}] 都有。**{waited} s 后得到确认**。',
  'wire.cue.eligible-leader.acknowledged':
    'Broker 2 的 Produce 响应：**orders-0** 基准偏移量 {acked}，错误 NONE，acks=-1。',
  'mechanism.cue.eligible-leader.allBack':
    'Broker 1 已拉取到高水位 {watermark2}：**ISR [{isr}]**。Leader 仍是 {leader}，纪元 {epoch}。',
} as const satisfies Readonly<Record<keyof typeof cuesEn, string>>
