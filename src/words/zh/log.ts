import type { logEn } from '../en/log'

/** 中文句子：log。 */
export const logZh: Readonly<Record<keyof typeof logEn, string>> = {
  'log.offset': '偏移量',
  'log.records': '{count} 条消息',
  'log.replica': 'Broker {broker}：{standing}，起始 {start}，高水位 {hw}，末端 {leo}',
  'log.none': '还没有创建主题。',
}
