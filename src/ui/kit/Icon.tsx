/** Drawings on a 24 px grid, 1.5 px stroke: one metaphor each. EXPERIENCE (j), Icons. */
const DRAWINGS = {
  stage: 'M3 5h18M3 12h18M3 19h18M7 3v4M13 10v4M17 17v4',
  logs: 'M3 8h5v8H3zM10 8h5v8h-5zM17 8h4M17 16h4',
  events: 'M4 6h2M9 6h11M4 12h2M9 12h11M4 18h2M9 18h11',
  charts: 'M3 5h7v6H3zM14 13h7v6h-7zM10 8h7.5v5M14 16H6.5v-5',
  terminal: 'M3 5h18v14H3zM6.5 9l3 3-3 3M12 15.5h5',
  isr: 'M3 5h9v4H3zM15 5h6v4h-6M3 14h6M9 14v5h12M12 14h9',
  metadata: 'M3 5h18v5H3zM9 5v5M15 5v5M12 10v4M5 14h14v6H5zM5 17h14',
  ladder: 'M5 3v18M19 3v18M5 6l14 5M19 13l-14 5M15 10l4 1-2 3.4M9 14.6l-4 3.4 4.6.4',
  menu: 'M3 6h18M3 12h18M3 18h18',
} as const

/** The name of a drawing. */
export type IconName = keyof typeof DRAWINGS

/** An engraved icon; what it means is said beside it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg width="24" height="24" aria-hidden="true" focusable="false" className="icon">
      <path d={DRAWINGS[name]} />
    </svg>
  )
}
