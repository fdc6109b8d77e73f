import type { shareEn } from '../en/share'

/** 中文句子：share。 */
export const shareZh: Readonly<Record<keyof typeof shareEn, string>> = {
  'share.verbs': '只允许部分改动',
  'share.verbs.about':
    '打开此链接或文件的人只能做这些：在全景、菜单、按键、检查器和终端里都是如此；其余的会注明已被你关闭。恢复总是允许的。',
  'share.verbs.all': '全选',
  'share.verbs.none': '全不选',
  'share.verbs.count': '已允许 {count}/{of}',
  'share.verbs.list': '允许的改动',
  'share.title': '分享这次运行',
  'share.open': '分享',
  'share.about':
    '链接或文件保存场景、种子和你做过的操作。打开它的人会得到同一次运行：逐个事件相同，停在同一时刻。',
  'share.link': '链接',
  'share.copy': '复制链接',
  'share.copied': '已复制。',
  'share.long': '链接有 {count} 个字符，聊天软件和邮件可能会截断，请改发文件。',
  'share.save': '存为文件',
  'share.load': '打开已保存的运行…',
  'share.trace': '到此为止的轨迹',
  'share.traceAbout': '同一个文件，在 npm run trace 和每个浏览器里都得到同样的哈希。',
  'share.problem': '无法打开：{message}',
}
