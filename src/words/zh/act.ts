import type { actEn } from '../en/act'

/** 中文句子：act。 */
export const actZh: Readonly<Record<keyof typeof actEn, string>> = {
  'act.crash': '宕机',
  'act.stop': '正常停止',
  'act.start': '启动',
  'act.pause': '暂停',
  'act.resume': '继续',
  'act.for': '对 {name} 的操作',
}
