import type { appEn } from '../en/app'

/** 中文句子：app。 */
export const appZh: Readonly<Record<keyof typeof appEn, string>> = {
  'app.language': 'EN',
  'app.theme.dark': '深色',
  'app.theme.light': '浅色',
  'app.main': '主视图',
  'app.second': '副视图',
  'app.lenses': '视图',
  'app.caption': '解说',
  'app.inspector': '详情',
  'app.import': '导入',
  'app.close': '关闭',
  'inspector.nothing': '尚未选择任何对象。',
  'tab.logs': '分区日志',
  'tab.events': '事件',
  'tab.charts': '状态机',
  'tab.terminal': '终端',
}
