import { createStore } from 'zustand/vanilla'
import { fromAddress } from './address'

/** A lens of the upper half. */
export type MainLens =
  'stage' | 'logs' | 'events' | 'charts' | 'terminal' | 'isr' | 'metadata' | 'ladder'
/** A lens of the lower half. */
export type SecondLens = Exclude<MainLens, 'stage'>
/** A layer above the page. */
export type Overlay =
  | 'palette'
  | 'help'
  | 'captions'
  | 'faults'
  | 'cues'
  | 'until'
  | 'futures'
  | 'glossary'
  | 'saved'
  | 'journey'
  | 'producer'
  | 'consumer'
  | 'plan'

/** A page of the inspector. */
export type InspectorTab = 'overview' | 'fields' | 'config' | 'why' | 'docs'

/** What stands where. */
export interface Layout {
  readonly main: MainLens
  readonly second: SecondLens
  /** On narrow screens one lens at a time: true = the second one. */
  readonly showsSecond: boolean
  readonly inspectorOpen: boolean
  readonly inspectorTab: InspectorTab
  /** On a phone the inspector is a sheet over the foot of the page, or over nearly all of it. */
  readonly isSheetTall: boolean
  readonly importOpen: boolean
  readonly shareOpen: boolean
  readonly overlay: Overlay | null
  /** Two futures stand side by side in place of the lenses. */
  readonly isComparing: boolean
  /** The stage is drawn so that all of it is seen. */
  readonly isFitted: boolean
  /** One lens for a projector. */
  readonly isPresenting: boolean
}

/** Every page of the inspector, in the order of its tabs. */
export const INSPECTOR_TABS: readonly InspectorTab[] = [
  'overview',
  'fields',
  'config',
  'why',
  'docs',
]
/** Every lens of the upper half, in the order of the rail and of the keys 1–8. */
export const MAIN_LENSES: readonly MainLens[] = [
  'stage',
  'logs',
  'events',
  'charts',
  'terminal',
  'isr',
  'metadata',
  'ladder',
]
/** Every lens of the lower half, in the order of its tabs. */
export const SECOND_LENSES: readonly SecondLens[] = [
  'logs',
  'events',
  'charts',
  'terminal',
  'isr',
  'metadata',
  'ladder',
]

/** Up to this width, px, the inspector is a drawer and begins closed. */
const NARROW = 1180
type Lenses = Pick<Layout, 'main' | 'second'>

/** The lenses that a text names, `stage+logs`: a plus in an address may arrive as a space. */
function lensesOf(text: string): Lenses {
  const [first, next] = text.split(/[ +]/)
  const main = MAIN_LENSES.find((lens) => lens === first) ?? 'stage'
  const second = SECOND_LENSES.find((lens) => lens === next) ?? 'logs'
  return { main, second: second === main ? otherThan(main) : second }
}

function otherThan(main: MainLens): SecondLens {
  return SECOND_LENSES.find((lens) => lens !== main) ?? 'events'
}

/** The store. */
export const layout = createStore<Layout>(() => ({
  ...lensesOf(fromAddress('view') ?? ''),
  showsSecond: false,
  inspectorOpen: typeof window !== 'undefined' && window.innerWidth > NARROW,
  inspectorTab: 'overview',
  isSheetTall: false,
  importOpen: false,
  shareOpen: false,
  overlay: null,
  isComparing: false,
  isFitted: false,
  isPresenting: fromAddress('present') !== null,
}))

/** Changes what stands where. */
export function arrange(part: Partial<Layout>): void {
  layout.setState(part)
}

/** Shows a lens in the upper half; the lower half never shows the same one. */
export function showMain(main: MainLens): void {
  layout.setState(({ second }) => ({
    main,
    isComparing: false,
    showsSecond: false,
    second: second === main ? otherThan(main) : second,
  }))
}

/** Shows a lens in the lower half; the upper half goes back to the stage where it had that one. */
export function showSecond(second: SecondLens): void {
  layout.setState(({ main }) => ({
    second,
    isComparing: false,
    showsSecond: true,
    main: main === second ? 'stage' : main,
  }))
}

/** The lenses that are shown, as an address names them. */
export function shownLenses(): string {
  const { main, second } = layout.getState()
  return `${main}+${second}`
}

/** Shows the lenses that `shownLenses` named; what is no lens is as designed. */
export function showLenses(text: string): void {
  layout.setState({ ...lensesOf(text), isComparing: false })
}
