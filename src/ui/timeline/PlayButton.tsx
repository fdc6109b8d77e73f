const DRAWINGS = {
  start: 'M-7 -6h2v12h-2zM6 -6v12l-9 -6z',
  back: 'M5 -6v12l-9 -6z',
  play: 'M-4 -7v14l10 -7z',
  pause: 'M-5 -7h3.5v14h-3.5zM1.5 -7h3.5v14h-3.5z',
  forward: 'M-5 -6v12l9 -6z',
  end: 'M-6 -6v12l9 -6zM5 -6h2v12h-2z',
} as const

interface PlayButtonProps {
  readonly drawing: keyof typeof DRAWINGS
  readonly label: string
  readonly onPress?: () => void
  /** It answers before the engine is there. */
  readonly isEarly?: boolean
}

/** One of the buttons that let time pass or step. */
export function PlayButton({ drawing, label, onPress, isEarly = false }: PlayButtonProps) {
  const isMain = drawing === 'play' || drawing === 'pause'
  return (
    <button
      className="play-button"
      data-main={isMain || undefined}
      data-name={drawing}
      data-early={isEarly || undefined}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">
        <path d={DRAWINGS[drawing]} />
      </svg>
    </button>
  )
}
