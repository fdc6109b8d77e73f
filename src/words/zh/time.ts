import type { timeEn } from '../en/time'

/** 中文句子：time。 */
export const timeZh: Readonly<Record<keyof typeof timeEn, string>> = {
  'time.play': '播放',
  'time.pause': '暂停',
  'time.back': '后退一个事件',
  'time.forward': '前进一个事件',
  'time.previous': '上一个关键时刻',
  'time.next': '下一个关键时刻',
  'time.speed': '速度',
  'time.cursor': '时间',
  'time.event': '事件 {index}/{end}',
  'time.value': '{time} 秒，事件 {index}/{end}',
  'time.hash': '轨迹 {hash}',
}
