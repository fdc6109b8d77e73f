import type { momentsEn } from '../en/moments'

/** 中文句子：moments。 */
export const momentsZh: Readonly<Record<keyof typeof momentsEn, string>> = {
  'caption.begin': '三个节点启动。按“播放”，或逐个事件前进。',
  'moment.clusterUp': '集群已就绪。',
  'moment.controllerElected': '多数投票者同意，控制器 {controller} 在纪元 {epoch} 领导仲裁组。',
  'moment.brokerRegistered': 'Broker {broker} 已注册。追上元数据之前保持屏蔽（fenced）。',
  'moment.brokerUnfenced': 'Broker {broker} 已重放自己的注册记录，控制器让它加入。',
  'moment.brokerFenced':
    'Broker {broker} 沉默超过 broker.session.timeout.ms（{timeout} ms），被屏蔽。',
  'moment.topicCreated': '主题 {topic} 已创建：{partitions} 个分区，每个 {replicas} 个副本。',
  'moment.topicDeleted': '主题 {topic} 已删除。',
  'moment.leaderChanged':
    '控制器把 {partition} 的 Leader 从 Broker {from} 换到 Broker {to}，Leader 纪元升到 {epoch}。',
  'moment.partitionOffline': '{partition} 没有 Leader：合格的副本都不在线。',
  'moment.isrShrunk': '{removed} 离开，{partition} 的同步副本集缩小为 {isr}。',
  'moment.isrExpanded': '{added} 已追上，{partition} 的同步副本集扩大为 {isr}。',
  'moment.firstRecord': '{partition} 的第一条消息写入偏移量 {offset}。',
  'moment.recordCommitted': '{partition} 的副本都已拉取到它，Leader 把高水位推进到 {to}。',
  'moment.recordAcknowledged': '生产者得知 {partition} 的偏移量 {offset} 已安全。',
  'moment.recordFailed': '{partition} 的 {count} 条消息发送失败：{error}。',
  'moment.produceRefused': '拒绝写入：{actual}，该主题要求 {required}。',
  'moment.truncated': '{partition} 截去 {count} 条消息：它们与 Leader 不同。',
  'moment.groupRebalanced': '组 {group} 已稳定：第 {generation} 代，{members} 个成员。',
  'moment.memberLeft': '一个成员离开了组 {group}。',
  'moment.memberExpired': '组 {group} 的一个成员沉默太久，被移出。',
  'moment.processKilled': '{process} 被杀死，来不及告别。',
  'moment.processStopped': '{process} 已结束，状态 {code}。',
  'moment.processStarted': '{process} 重新启动。',
  'moment.processPaused': '{process} 已暂停：听不到，也说不出。',
  'moment.processResumed': '{process} 继续运行，现在处理期间到达的一切。',
  'moment.powerLost': '{host} 断电：未刷盘的内容已丢失。',
}
