/** English sentences: inspector. */
export const inspectorEn = {
  'inspector.nothing': 'Nothing is selected. Choose a node, a partition or a message on the stage.',
} as const
