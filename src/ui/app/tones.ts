import type { Sound } from '~/store/sounds'

/** One tone: its height, Hz, when it begins and how long it lasts, ms, and how loud, 0–1. */
interface Tone {
  readonly hertz: number
  readonly startMs: number
  readonly lastsMs: number
  readonly loudness: number
}

/** A tick, a chime, two rising tones, a low one. */
const TONES: Readonly<Record<Sound, readonly Tone[]>> = {
  append: [{ hertz: 1_800, startMs: 0, lastsMs: 25, loudness: 0.05 }],
  commit: [
    { hertz: 880, startMs: 0, lastsMs: 260, loudness: 0.08 },
    { hertz: 1_320, startMs: 0, lastsMs: 180, loudness: 0.04 },
  ],
  leader: [
    { hertz: 523, startMs: 0, lastsMs: 140, loudness: 0.12 },
    { hertz: 784, startMs: 150, lastsMs: 200, loudness: 0.12 },
  ],
  alert: [{ hertz: 165, startMs: 0, lastsMs: 420, loudness: 0.2 }],
}

const made: { context: AudioContext | null } = { context: null }

/** Plays what is heard together; a browser that keeps silent until a press stays silent. */
export function playSounds(sounds: Iterable<Sound>): void {
  made.context ??= new AudioContext()
  const { context } = made
  void context.resume()
  for (const sound of sounds) {
    for (const tone of TONES[sound]) playTone(context, tone)
  }
}

function playTone(context: AudioContext, tone: Tone): void {
  const start = context.currentTime + tone.startMs / 1000
  const end = start + tone.lastsMs / 1000
  const source = new OscillatorNode(context, { frequency: tone.hertz })
  const loudness = new GainNode(context, { gain: tone.loudness })
  // Cut off at full loudness a tone ends with a click.
  loudness.gain.setTargetAtTime(0, start + tone.lastsMs / 3000, tone.lastsMs / 5000)
  source.connect(loudness).connect(context.destination)
  source.start(start)
  source.stop(end)
}
