import { bookmarkHere } from '~/store/bookmarks'
import { compare, stopComparing } from '~/store/compare'
import { toggleText } from '~/store/lensView'
import { previousCue } from '~/store/cues'
import { arrange, layout, MAIN_LENSES, SECOND_LENSES, showMain, showSecond } from '~/store/layout'
import {
  changeSpeed,
  nextMoment,
  previousMoment,
  setPlaying,
  stepOff,
  stepOn,
  togglePlaying,
} from '~/store/playback'
import { currentFrame } from '~/store/frame'
import type { WhyMode } from '~/store/why'
import { askWhy, turnQuestion } from '~/store/why'
import { openGlossary } from '~/store/glossary'
import { followSelected, select, selection } from '~/store/selection'
import type { Permission } from '~/store/allowed'
import { isOff, isVerbAllowed } from '~/store/allowed'
import { cutOrMend, inflictOn } from '~/store/faults'
import { branchHere, healAll, redo, undo } from '~/store/session'
import { processOfSelection } from '~/store/steps'
import { wishToType } from '~/store/typingWish'
import type { WordKey } from '~/words/en'
import { PHONE } from '../kit/useMedia'
import { focusRegion, focusSoon, giveFocusBack } from './focus'
import { narrateAgain } from './narration'

/** Something that a person can do, with the key that does it. */
export interface Deed {
  readonly word: WordKey
  /** A name in the sentence, itself a word. */
  readonly about?: { readonly name: string; readonly word: WordKey }
  /** The physical key (`event.code`), with its modifiers; none: only in the palette. */
  readonly code?: string
  readonly shift?: boolean
  readonly ctrl?: boolean
  /** How the key is written. */
  readonly key?: string
  /** What it uses, one of which has to be allowed by the author of the link. */
  readonly needs?: readonly [Permission, ...Permission[]]
  /** None of that is: it says so where it is listed, and when it is wished. */
  readonly isOff?: boolean
  readonly run: () => void
}

const still = (deed: () => void) => () => {
  setPlaying(false)
  deed()
}

/** Crashes the selected process, or starts it again. */
function crashOrRestart(): void {
  const process = processOfSelection(selection.getState().selected)
  if (process !== null) inflictOn(['crash', 'start'], process)
}

function cutOrMendSelected(): void {
  const { selected } = selection.getState()
  if (selected !== null) cutOrMend(selected)
}

/** Follows what is chosen; where nothing is, draws the stage so that all of it is seen, or not. */
function followOrFit(): void {
  if (selection.getState().selected !== null) followSelected()
  else arrange({ isFitted: !layout.getState().isFitted })
}

/** Shows a page of the inspector, or closes it where that one is shown. */
function openInspector(tab: 'overview' | 'why'): void {
  const { inspectorOpen, inspectorTab } = layout.getState()
  if (inspectorOpen && inspectorTab === tab && tab === 'overview') return closeInspector()
  arrange({ inspectorOpen: true, inspectorTab: tab })
  focusSoon('.inspector-name, .starter-title')
}

/** Two futures need room: not on a phone. */
function startComparing(): void {
  if (!window.matchMedia(PHONE).matches) compare()
}

/** Why (not) the selected thing is so; without one, why (not) the newest moment came about. */
function askAboutThis(mode: WhyMode): void {
  const { moment } = currentFrame()
  if (selection.getState().selected === null && moment !== null) askWhy(moment, mode)
  turnQuestion(mode)
  openInspector('why')
}

function closeInspector(): void {
  arrange({ inspectorOpen: false })
  giveFocusBack()
}

/** Closes the topmost layer; without one, nothing is selected any more. */
function close(): void {
  const { overlay, importOpen, isComparing, isPresenting } = layout.getState()
  if (overlay !== null) arrange({ overlay: null })
  else if (importOpen) arrange({ importOpen: false })
  else if (isComparing) stopComparing()
  else if (isPresenting) arrange({ isPresenting: false })
  else if (document.activeElement?.closest('.app-side') !== null && layout.getState().inspectorOpen)
    closeInspector()
  else select(null)
}

function showTerminal(): void {
  const { main, second } = layout.getState()
  // One that is shown already is not opened.
  if (main !== 'terminal' && second !== 'terminal') wishToType()
  showSecond('terminal')
  focusSoon('.xterm-helper-textarea')
}

function filterEvents(): void {
  const { main, second } = layout.getState()
  if (main !== 'events' && second !== 'events') showSecond('events')
  focusSoon('#event-filter')
}

/** Turns over the lens that has the focus, else the upper one. */
function turnOver(): void {
  const focused = document.activeElement?.closest<HTMLElement>('[data-lens]')?.dataset['lens']
  toggleText(MAIN_LENSES.find((lens) => lens === focused) ?? layout.getState().main)
}

const LENSES: readonly Deed[] = [
  ...MAIN_LENSES.map((lens, at): Deed => ({
    word: 'do.main',
    about: { name: 'lens', word: `tab.${lens}` },
    code: `Digit${at + 1}`,
    key: String(at + 1),
    run: () => showMain(lens),
  })),
  ...SECOND_LENSES.map((lens, at): Deed => ({
    word: 'do.second',
    about: { name: 'lens', word: `tab.${lens}` },
    code: `Digit${at + 1}`,
    shift: true,
    key: `Shift ${at + 1}`,
    run: () => showSecond(lens),
  })),
]

/** Everything that can be done, in the order of help. EXPERIENCE (i). */
export const DEEDS: readonly Deed[] = [
  { word: 'do.play', code: 'Space', key: 'Space', run: togglePlaying },
  { word: 'do.nextMoment', code: 'Period', key: '.', run: still(nextMoment) },
  { word: 'do.previousMoment', code: 'Comma', key: ',', run: still(previousMoment) },
  {
    word: 'do.nextEvent',
    code: 'Period',
    shift: true,
    key: '>',
    run: still(() => stepOn('event')),
  },
  {
    word: 'do.previousEvent',
    code: 'Comma',
    shift: true,
    key: '<',
    run: still(() => stepOff('event')),
  },
  {
    word: 'do.nextOnSelection',
    code: 'BracketRight',
    key: ']',
    run: still(() => stepOn('selection')),
  },
  {
    word: 'do.previousOnSelection',
    code: 'BracketLeft',
    key: '[',
    run: still(() => stepOff('selection')),
  },
  {
    word: 'do.nextRpc',
    code: 'Period',
    ctrl: true,
    key: 'Ctrl .',
    run: still(() => stepOn('rpc')),
  },
  {
    word: 'do.previousRpc',
    code: 'Comma',
    ctrl: true,
    key: 'Ctrl ,',
    run: still(() => stepOff('rpc')),
  },
  { word: 'do.nextCue', code: 'PageDown', key: 'PageDown', run: still(nextMoment) },
  {
    word: 'do.previousCue',
    code: 'PageUp',
    key: 'PageUp',
    run: still(() => previousCue() || previousMoment()),
  },
  { word: 'client.add.producer', needs: ['clients'], run: () => arrange({ overlay: 'producer' }) },
  { word: 'client.add.consumer', needs: ['clients'], run: () => arrange({ overlay: 'consumer' }) },
  { word: 'plan.title', run: () => arrange({ overlay: 'plan' }) },
  { word: 'do.cues', run: () => arrange({ overlay: 'cues' }) },
  { word: 'do.faster', code: 'Equal', key: '+', run: () => changeSpeed(1) },
  { word: 'do.slower', code: 'Minus', key: '−', run: () => changeSpeed(-1) },
  { word: 'do.bookmark', code: 'KeyB', key: 'B', run: bookmarkHere },
  { word: 'do.until', code: 'KeyC', key: 'C', run: () => arrange({ overlay: 'until' }) },
  { word: 'do.goTo', code: 'KeyG', key: 'G', run: () => arrange({ overlay: 'palette' }) },
  { word: 'do.branch', code: 'KeyY', key: 'Y', run: branchHere },
  {
    word: 'do.compare',
    code: 'KeyY',
    shift: true,
    key: 'Shift Y',
    run: still(startComparing),
  },
  { word: 'do.futures', run: () => arrange({ overlay: 'futures' }) },
  { word: 'do.glossary', run: () => openGlossary(null) },
  { word: 'do.saved', run: () => arrange({ overlay: 'saved' }) },
  { word: 'app.scenario.import', run: () => arrange({ importOpen: true }) },
  { word: 'share.open', run: () => arrange({ shareOpen: true }) },
  { word: 'do.crash', code: 'KeyK', key: 'K', needs: ['crash'], run: crashOrRestart },
  { word: 'do.cut', code: 'KeyX', key: 'X', needs: ['cut', 'isolate'], run: cutOrMendSelected },
  { word: 'do.heal', code: 'KeyH', key: 'H', run: healAll },
  { word: 'do.faults', run: () => arrange({ overlay: 'faults' }) },
  { word: 'do.undo', code: 'KeyZ', ctrl: true, key: 'Ctrl Z', run: still(undo) },
  { word: 'do.redo', code: 'KeyZ', ctrl: true, shift: true, key: 'Ctrl Shift Z', run: still(redo) },
  ...LENSES,
  { word: 'do.terminal', code: 'Backquote', ctrl: true, key: 'Ctrl `', run: showTerminal },
  { word: 'do.text', code: 'KeyT', key: 'T', run: turnOver },
  { word: 'do.filter', code: 'Slash', key: '/', run: filterEvents },
  { word: 'do.inspector', code: 'KeyI', key: 'I', run: () => openInspector('overview') },
  { word: 'do.why', code: 'KeyW', key: 'W', run: () => askAboutThis('why') },
  {
    word: 'do.whyNot',
    code: 'KeyW',
    shift: true,
    key: 'Shift W',
    run: () => askAboutThis('whyNot'),
  },
  { word: 'do.follow', code: 'KeyF', key: 'F', run: followOrFit },
  { word: 'do.journey', code: 'KeyJ', key: 'J', run: () => arrange({ overlay: 'journey' }) },
  { word: 'do.nextRegion', code: 'F6', key: 'F6', run: () => focusRegion(1) },
  {
    word: 'do.previousRegion',
    code: 'F6',
    shift: true,
    key: 'Shift F6',
    run: () => focusRegion(-1),
  },
  {
    word: 'do.present',
    code: 'KeyP',
    key: 'P',
    run: () => arrange({ isPresenting: !layout.getState().isPresenting }),
  },
  { word: 'do.narrate', code: 'KeyN', key: 'N', run: narrateAgain },
  {
    word: 'do.captions',
    code: 'KeyN',
    shift: true,
    key: 'Shift N',
    run: () => arrange({ overlay: 'captions' }),
  },
  {
    word: 'do.palette',
    code: 'KeyK',
    ctrl: true,
    key: 'Ctrl K',
    run: () => arrange({ overlay: 'palette' }),
  },
  {
    word: 'do.help',
    code: 'Slash',
    shift: true,
    key: '?',
    run: () => arrange({ overlay: 'help' }),
  },
  { word: 'do.close', code: 'Escape', key: 'Esc', run: close },
]

/** The deeds that are listed; what a link switches off does nothing but say so. */
export function listedDeeds(): readonly Deed[] {
  return DEEDS.map((deed) => {
    const { needs } = deed
    if (needs === undefined || needs.some(isVerbAllowed)) return deed
    return { ...deed, isOff: true, run: () => void isOff(needs[0]) }
  })
}
