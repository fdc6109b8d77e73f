import type { inspectorEn } from '../en/inspector'

/** 中文句子：inspector。 */
export const inspectorZh: Readonly<Record<keyof typeof inspectorEn, string>> = {
  'inspector.nothing': '尚未选择。在全景中选择节点、分区或报文。',
}
