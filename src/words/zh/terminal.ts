import type { terminalEn } from '../en/terminal'

/** 中文句子：terminal。 */
export const terminalZh: Readonly<Record<keyof typeof terminalEn, string>> = {
  'terminal.summary':
    '{tabs} 个终端，{running, plural, =0 {没有命令在运行} other {# 个命令在运行}}',
  'terminal.line': '行',
  'terminal.input': '命令行。Tab 补全，Shift+Tab 离开终端。',
  'terminal.hint': 'Tab 补全，↑ 翻看历史，Shift+Tab 离开。输入 help 查看命令。',
  'terminal.tabs': '终端',
  'terminal.tab': '终端 {number}',
  'terminal.open': '再开一个终端',
  'terminal.close': '关闭这个终端',
  'terminal.interrupt': 'Ctrl+C',
  'terminal.readers': '读屏模式',
  'terminal.events': '▸ {count} 个事件',
  'terminal.help': [
    'Kafka 的工具输出与真实工具一致；带不带 .sh、带不带路径都可以。',
    '',
    '  kafka-topics.sh             主题：--create、--list、--describe、--alter、--delete',
    '  kafka-console-producer.sh   每输入一行就是一条消息；Ctrl+D 结束',
    '  kafka-console-consumer.sh   持续打印消息，直到 Ctrl+C',
    '  kafka-consumer-groups.sh    消费者组、成员、滞后量、偏移量',
    '  kafka-server-start.sh、kafka-server-stop.sh   在前台运行服务器；向所有服务器发 SIGTERM',
    '  docker compose up -d | down -v | stop | start | restart | kill | pause | unpause | ps | logs -f',
    '  docker exec -it 容器 命令   在容器里运行同样的工具：主机名按容器内解析',
    '',
    '  sleep、echo、cat、ls、history、clear；| grep、head、tail、sort、wc；< > >> ; && ||',
    '',
    '命令运行时，时间随之流逝。回到过去，之后输入的内容就不再显示；',
    '在过去输入命令，会开始另一条未来。“工具名 --help”列出它的选项。',
  ].join('\n'),
}
