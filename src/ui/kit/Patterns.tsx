/**
 * The textures: 45° hatch lags, cross-hatch is offline, red hatch is below a minimum.
 * EXPERIENCE (j). Each drawing names its own, so that a saved file holds what it uses.
 */
export function Patterns({ prefix }: { readonly prefix: string }) {
  return (
    <defs>
      <pattern id={`${prefix}-hatch`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1 7L7 -1" className="texture-hatch" />
      </pattern>
      <pattern id={`${prefix}-cross`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1 7L7 -1M-1 -1L7 7" className="texture-cross" />
      </pattern>
      <pattern id={`${prefix}-below`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1 -1L7 7" className="texture-below" />
      </pattern>
    </defs>
  )
}
