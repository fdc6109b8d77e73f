import type { momentsEn } from '../en/moments'

/** 中文句子：关键时刻的解说，按详细程度。`**` 标出主语。 */
export const momentsZh: Readonly<Record<keyof typeof momentsEn, string>> = {
  'caption.begin': '各节点启动，尚无事发生：按“播放”，或逐步前进。',
  'caption.down': '尚无节点。终端：**docker compose up -d** 或 kafka-server-start.sh。',
  'caption.number': '时刻 {number}',
  'caption.log': '全部解说',
  'story.controllerElected': '多数同意，**控制器 {controller}** 从此为集群做决定。',
  'mechanism.controllerElected':
    '得到节点 {grantedBy} 的票（需 {needed} 票），**控制器 {controller}** 成为仲裁组纪元 {epoch} 的 Leader，开始活动。',
  'wire.controllerElected':
    'Vote 获 {grantedBy} 同意（需 {needed}）→ **控制器 {controller}** 进入纪元 {epoch}，发 BeginQuorumEpoch。',
  'story.brokerRegistered': '**Broker {broker}** 注册，追上之前不参与服务。',
  'mechanism.brokerRegistered':
    '控制器登记 **Broker {broker}**。重放自己的注册记录之前，它保持屏蔽。',
  'wire.brokerRegistered':
    'BrokerRegistration → **Broker {broker}** 的 RegisterBrokerRecord，Broker 纪元 {epoch}，先屏蔽。',
  'story.brokerUnfenced': '**Broker {broker}** 已追上，控制器让它加入。',
  'mechanism.brokerUnfenced': '**Broker {broker}** 已重放注册记录并以心跳请求，控制器解除屏蔽。',
  'wire.brokerUnfenced':
    'BrokerHeartbeat 的 wantFence=false 且已追上 → 解除 **Broker {broker}** 的屏蔽。',
  'story.brokerFenced':
    '{because, select, shutDown {**Broker {broker}** 已正常停机} other {**Broker {broker}** {silent} s 没有心跳}}，控制器将它屏蔽。',
  'mechanism.brokerFenced':
    '{because, select, shutDown {受控停机已完成} other {{silent} s 无心跳，broker.session.timeout.ms 为 {timeout} ms}}：屏蔽 **Broker {broker}**。',
  'wire.brokerFenced':
    '{because, select, shutDown {wantShutDown 获准} other {{silent} s 无 BrokerHeartbeat ≥ broker.session.timeout.ms {timeout} ms}} → 屏蔽 **Broker {broker}**。',
  'story.topicCreated': '主题 **{topic}** 已创建：{partitions} 个分区，各 {replicas} 份。',
  'mechanism.topicCreated':
    '控制器创建主题 **{topic}**：{partitions} 个分区，各 {replicas} 个副本，分散到各 Broker。',
  'wire.topicCreated':
    'CreateTopics → TopicRecord **{topic}** 与 {partitions} 条 PartitionRecord，副本因子 {replicas}。',
  'story.topicDeleted': '主题 **{topic}** 已删除。',
  'mechanism.topicDeleted': '控制器删除主题 **{topic}** 及其分区。',
  'wire.topicDeleted': 'DeleteTopics → **{topic}** 的 RemoveTopicRecord。',
  'story.leaderChanged': '控制器让 **Broker {to}** 成为 {partition} 的 Leader。',
  'mechanism.leaderChanged':
    '{chosen, select, preferred {它是首选副本且已同步} eligible {ISR 为空，它在 ELR 中} other {它是 ISR 中的下一个副本}}：**Broker {to}** 成为 {partition} 的 Leader，Leader 纪元升到 {epoch}。',
  'wire.leaderChanged':
    'PartitionChangeRecord {partition}：leader {from, select, none {-1} other {{from}}} → **{to}**，纪元 {epoch}，ISR [{isrBefore}] → [{isr}]，{election}。',
  'story.uncleanElection': '**Broker {to}** 虽落后仍成为 {partition} 的 Leader：消息可能丢失。',
  'mechanism.uncleanElection':
    'ISR 和 ELR 都无人存活，且允许不干净的选举：**Broker {to}** 成为 {partition} 的 Leader（纪元 {epoch}），消息可能丢失。',
  'wire.uncleanElection':
    'PartitionChangeRecord {partition}：leader {from, select, none {-1} other {{from}}} → **{to}**，unclean，纪元 {epoch}，ISR [{isr}]。',
  'story.partitionOffline': '合格的副本都不在线，**{partition}** 没有 Leader。',
  'mechanism.partitionOffline':
    'Broker {from} 不再是 Leader，ISR [{isr}] 和 ELR [{elr}] 中无人存活：**{partition}** 没有 Leader。',
  'wire.partitionOffline':
    'PartitionChangeRecord **{partition}**：leader {from, select, none {-1} other {{from}}} → -1，ISR [{isr}]，纪元 {epoch}。',
  'story.isrShrunk':
    '{because, select, alterPartition {落后太久} controlledShutdown {即将停机} fenced {已被屏蔽} other {无法联系}}：Broker {removed} 退出 **{partition}** 的同步副本集。',
  'mechanism.isrShrunk':
    '{because, select, alterPartition {超过 replica.lag.time.max.ms 未追上，Leader 请求} controlledShutdown {受控停机} fenced {控制器将它屏蔽} other {{reason}}}：**{partition}** 的 ISR 移除 {removed}，[{isrBefore}] → [{isr}]。',
  'wire.isrShrunk':
    'PartitionChangeRecord **{partition}**：ISR [{isrBefore}] → [{isr}]，移除 {removed}，原因：{reason}。',
  'story.isrExpanded': 'Broker {added} 已追上，加入 **{partition}** 的同步副本集。',
  'mechanism.isrExpanded':
    'Broker {added} 已拉取到高水位，**{partition}** 的 ISR 由 [{isrBefore}] 扩大为 [{isr}]。',
  'wire.isrExpanded':
    'AlterPartition 获准 → PartitionChangeRecord **{partition}**：ISR [{isrBefore}] → [{isr}]，加入 {added}。',
  'story.batchSent':
    '{because, select, full {批次已满} linger {批次等够了时间} memory {内存不足} flush {程序要求刷新} other {连接正好在用}}，于是发往 **{partition}**。',
  'mechanism.batchSent':
    '{because, select, full {批次装不下更多消息} linger {已过 linger.ms（{linger} ms，等了 {waited} ms）} memory {buffer.memory 已用尽} flush {程序刷新或关闭} other {另一个批次发往同一 Broker}}：{count} 条消息发往 **{partition}**。',
  'wire.batchSent':
    'Produce **{partition}**：{count} 条消息，{bytes} 字节，{because, select, full {批次已满} linger {等待期满} memory {内存不足} flush {刷新} other {连接正好在用}}；等了 {waited} ms，linger.ms {linger}。',
  'story.firstRecord': 'Leader 追加 **{partition}** 的第一条消息。',
  'mechanism.firstRecord':
    'Leader 把 **{partition}** 的首批消息追加在偏移量 {offset}，日志末端到 {end}。',
  'wire.firstRecord':
    'Produce → **{partition}**：基准偏移量 {offset}，LEO {end}，Leader 纪元 {epoch}。',
  'story.recordCommitted': '同步副本都已有它，**{partition}** 提交到 {to}。',
  'mechanism.recordCommitted':
    '同步副本（{waitedFor}）的日志都已到 {to}，**{partition}** 的 Leader 把高水位由 {from} 推进到 {to}。',
  'wire.recordCommitted':
    'ISR 中最小的 LEO（{ends}）为 {to} → **{partition}** 高水位 {from} → {to}。',
  'story.recordAcknowledged':
    '{by, select, nobody {生产者不等答复，就当 **{partition}** 的消息已送到。} leader {生产者得知 **{partition}** 的 Leader 已有偏移量 {offset}。} other {生产者得知 **{partition}** 的偏移量 {offset} 已安全。}}',
  'mechanism.recordAcknowledged':
    '{by, select, nobody {acks=0：消息一发出，生产者就当 **{partition}** 已收到，不管后来如何。} leader {acks=1：Leader 自己的日志有了 **{partition}** 的偏移量 {offset} 就答复，此时还没有副本。} other {高水位已越过它，Leader 答复生产者：**{partition}** 的偏移量 {offset} 已安全。}}',
  'wire.recordAcknowledged':
    '{by, select, nobody {**{partition}** 的 Produce，acks=0：不会有响应。} other {Produce 响应：**{partition}** 基准偏移量 {offset}，错误 NONE，acks={acks}。}}',
  'story.recordFailed': '{partition} 的 **{count} 条消息** 未能写入。',
  'mechanism.recordFailed': '生产者放弃 {partition} 的 **{count} 条消息**：{error}。',
  'wire.recordFailed': '{partition} 的 **{count} 条消息** 以异常结束：{error}。',
  'story.produceRefused': '拒绝写入：**同步副本 {inSync} 个**，该主题要求 {min} 个。',
  'mechanism.produceRefused':
    'Leader 拒绝 **{partition}** 的 acks=all：同步副本 {inSync} 个，min.insync.replicas 为 {min}。',
  'wire.produceRefused':
    'Produce **{partition}** → {error}：ISR {inSync} < min.insync.replicas {min}，acks=-1。',
  'story.truncated': '**{process}** 截去 {partition} 的 {count} 条消息：Leader 没有它们。',
  'mechanism.truncated':
    '**{process}** 截去 {partition} 的 {count} 条消息：日志原到 {from}，与 Leader 一致的只到 {to}。',
  'wire.truncated': '**{process}** 截断 {partition} {from} → {to}（{count} 条），原因：{reason}。',
  'story.groupRebalanced': '组 **{group}** 已稳定：{members} 个成员分担分区。',
  'mechanism.groupRebalanced':
    '成员都已加入并同步，组 **{group}** 在第 {generation} 代稳定，{members} 个成员。',
  'wire.groupRebalanced':
    'SyncGroup → **{group}** CompletingRebalance → Stable，第 {generation} 代，{members} 个成员。',
  'story.memberLeft':
    '{because, select, rebalanceTimedOut {组 **{group}** 的一个成员没有按时重新加入，被移出。} replaced {另一个进程取代了组 **{group}** 的一个成员。} other {一个成员离开组 **{group}**，它的分区重新分配。}}',
  'mechanism.memberLeft':
    '{because, select, rebalanceTimedOut {{member} 没有在重平衡超时之内重新加入组 **{group}**，被移出。} replaced {另一个进程用了 {member} 的 group.instance.id，在组 **{group}** 中取代它。} other {{member} 离开组 **{group}**，组开始重平衡。}}',
  'wire.memberLeft':
    '{because, select, rebalanceTimedOut {重平衡超时之内没有 {member} 的 JoinGroup → 移出 **{group}**。} replaced {JoinGroup 带有 {member} 的 group.instance.id → 在 **{group}** 中取代它。} other {{member} 发 LeaveGroup → **{group}** 重平衡。}}',
  'story.memberExpired': '组 **{group}** 的一个成员太久没有心跳，被移出。',
  'mechanism.memberExpired': 'session.timeout.ms 内无心跳，{member} 被移出组 **{group}**。',
  'wire.memberExpired': '{member} 的会话过期 → **{group}** 重平衡。',
  'story.processKilled': '**{name}** 宕机，来不及通知任何节点。',
  'mechanism.processKilled':
    '**{name}** 宕机，没有通知任何节点：其他节点要等连接断开或超时才会发现。',
  'wire.processKilled': 'SIGKILL → **{name}**：连接重置，内存状态丢失，页缓存保留。',
  'story.processStopped': '**{name}** 已结束，状态 {code}。',
  'mechanism.processStopped': '**{name}** 已结束，状态 {code}，连接已关闭。',
  'wire.processStopped': '**{name}** exit({code})：每个连接发 FIN。',
  'story.processStarted': '**{name}** 重新启动。',
  'mechanism.processStarted':
    '**{name}** 重新启动，{kind, select, server {读取磁盘保留的内容} other {客户端什么都没保留，先联系 bootstrap.servers}}。',
  'wire.processStarted':
    '**{name}** 启动：{kind, select, server {恢复日志，然后注册} other {bootstrap.servers，然后 Metadata}}。',
  'story.processPaused': '**{name}** 已暂停：不接收请求，也不答复。',
  'mechanism.processPaused': '**{name}** 已暂停：连接仍在，但不再答复。',
  'wire.processPaused': 'SIGSTOP → **{name}**：套接字保留，定时器与请求等待。',
  'story.processResumed': '**{name}** 继续运行，处理暂停期间到达的一切。',
  'mechanism.processResumed': '**{name}** 继续运行，暂停期间到达的一切现在才处理。',
  'wire.processResumed': 'SIGCONT → **{name}**：过期的定时器和排队的请求现在执行。',
  'story.powerLost': '**{host}** 断电：未刷盘的内容丢失。',
  'mechanism.powerLost': '**{host}** 断电：进程消失，只在页缓存中的内容也丢失。',
  'wire.powerLost': '**{host}** 断电：未刷盘文件丢失，对端不会得到通知。',
  'story.quorumLost': '活动控制器联系不上多数投票者，**辞任**：此刻无人决策。',
  'mechanism.quorumLost':
    '**控制器 {controller}** 没有按时收到多数投票者的拉取，在纪元 {epoch} 辞任：元数据无法再变更。',
  'wire.quorumLost':
    'Check quorum：超过 1.5 × controller.quorum.fetch.timeout.ms 无多数派 → **控制器 {controller}** Leader → Resigned，纪元 {epoch}。',
  'story.batchRetried': '没有收到成功的答复，生产者把 **{partition}** 的批次再发一次。',
  'mechanism.batchRetried':
    '第一次发送被拒绝或没有答复，生产者再次发送 **{partition}** 的 {count} 条消息。',
  'wire.batchRetried':
    'Produce **{partition}**，第 2 次：生产者的消息 {first} 至 {last}，距上次结束 {waited} ms。',
  'story.duplicateSuppressed': '**{partition}** 的 Leader 已有这个批次：不会写入两次。',
  'mechanism.duplicateSuppressed':
    '生产者 {producerId} 的序号 {sequence} 已存在，**{partition}** 的 Leader 答复偏移量 {offset}，不再追加。',
  'wire.duplicateSuppressed':
    'Produce **{partition}**：producer id {producerId}、base sequence {sequence} 重复 → NONE，base offset {offset}，不追加。',
  'story.producerFenced': '**{partition}** 的批次来自生产者的旧纪元，被拒绝。',
  'mechanism.producerFenced':
    '批次的生产者纪元比日志中的旧，**{partition}** 的 Leader 拒绝写入：{error}。',
  'wire.producerFenced': 'Produce **{partition}** → {error}：{actual}；要求：{required}。',
  'story.segmentRolled': '**{process}** 关闭 {partition} 的一个日志段，开始下一个。',
  'mechanism.segmentRolled':
    '{because, select, size {日志段已满} time {日志段已足够旧} index {日志段的索引已满} asked {有人要求新日志段} other {日志段容不下更大的偏移量}}，{process} 从偏移量 {offset} 起开始 **{partition}** 的下一个日志段。',
  'wire.segmentRolled':
    '**{partition}** 在 {process} 上于偏移量 {offset} 滚动：{because, select, size {大小} time {时间} index {索引} asked {应要求} other {偏移量}} {actual}，上限 {limit}。',
  'story.segmentsDeleted': '**{process}** 删除 {partition} 的 {count} 个旧日志段，不管是否读过。',
  'mechanism.segmentsDeleted':
    '{because, select, time {已超过 retention.ms} size {日志已大于 retention.bytes} other {日志起始已前移}}，{process} 删除 **{partition}** 的 {count} 个日志段。',
  'wire.segmentsDeleted':
    '**{partition}** 的日志段 {segments} 在 {process} 上删除：{because, select, time {时间} size {大小} other {日志起始}} {actual}，上限 {limit}。',
  'story.positionOutOfRange':
    '{partition} 的偏移量 {position} 已不存在，**{process}** {reset, select, earliest {从头读起} latest {跳到末尾} other {停止}}。',
  'mechanism.positionOutOfRange':
    '{partition} 的日志没有偏移量 {position}：**{process}** 按 auto.offset.reset（{reset}）处理。',
  'wire.positionOutOfRange':
    'Fetch **{partition}** 偏移量 {position} → OFFSET_OUT_OF_RANGE；{process}：auto.offset.reset={reset}。',
}
