/** The textures: 45° hatch lags, cross-hatch is offline. EXPERIENCE (j). */
export function Patterns() {
  return (
    <defs>
      <pattern id="stage-hatch" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1 7L7 -1" className="stage-hatch-line" />
      </pattern>
      <pattern id="stage-cross" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1 7L7 -1M-1 -1L7 7" className="stage-cross-line" />
      </pattern>
    </defs>
  )
}
