import { createStore } from 'zustand/vanilla'
import { completeLine } from '~/engine/shell/complete'
import type { LineDraft, LineWish } from '~/engine/shell/lineEditor'
import { draftOf, EMPTY_DRAFT, keysOf, pressKey } from '~/engine/shell/lineEditor'
import type { TabView } from '~/engine/shell/tabView'
import { viewTab } from '~/engine/shell/tabView'
import type { QueuedCommand } from '~/engine/shell/terminal'
import {
  declineLine,
  endTabInput,
  interruptTab,
  runQueued,
  submitLine,
} from '~/engine/shell/terminal'
import { forbiddenIn } from './forbiddenLine'
import { notify } from './notice'
import { playback, setHurried, setPlaying } from './playback'
import { attempt, changed, currentRun, loadCommandLine, seek, session } from './session'

/** What waits for the end of what runs in a tab. */
type Waiting =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'command'; readonly command: QueuedCommand }

/** A tab: what is being typed in it. What it shows is read off the run. */
export interface TerminalTab {
  readonly id: number
  readonly draft: LineDraft
  /** Lines before this one that it belongs to: a quote is open. */
  readonly unfinished: string
  readonly waiting: readonly Waiting[]
  /** What fits at the caret, shown after a second Tab. */
  readonly candidates: readonly string[]
  /** The last key was a Tab that left more than one. */
  readonly isTabbed: boolean
}

/** The tabs of the terminal. */
export interface TerminalState {
  readonly tabs: readonly TerminalTab[]
  readonly active: number
  readonly nextId: number
}

/** Tabs that can be open at once. */
const MOST_TABS = 8
const HISTORY_KEPT = 500

function newTab(id: number): TerminalTab {
  return {
    id,
    draft: EMPTY_DRAFT,
    unfinished: '',
    waiting: [],
    candidates: [],
    isTabbed: false,
  }
}

/** The store. */
export const terminal = createStore<TerminalState>(() => ({
  tabs: [newTab(1)],
  active: 1,
  nextId: 2,
}))

/** Lines typed on this page, oldest first; every tab looks back on all of them. */
const history: string[] = []

/** Whether the terminal let time pass, so that it may hold it again; and whether it is to. */
const clockwork = { isMine: false, isWished: false }

/** Another tab, in front. */
export function openTab(): void {
  terminal.setState(({ tabs, nextId, ...rest }) =>
    tabs.length >= MOST_TABS
      ? { tabs, nextId, ...rest }
      : { ...rest, tabs: [...tabs, newTab(nextId)], active: nextId, nextId: nextId + 1 },
  )
}

/** Closes a tab; what runs in it gets a Ctrl+C. The last one stays, empty. */
export function closeTab(id: number): void {
  if (tabView(id).isRunning) attempt(() => interruptTab(currentRun(), id, ''), undefined)
  terminal.setState(({ tabs, active, nextId, ...rest }) => {
    const left = tabs.filter((tab) => tab.id !== id)
    const kept = left.length === 0 ? [newTab(nextId)] : left
    const front = kept.some((tab) => tab.id === active) ? active : (kept.at(-1)?.id ?? active)
    return { ...rest, tabs: kept, active: front, nextId: nextId + (left.length === 0 ? 1 : 0) }
  })
  changed()
}

/** Brings a tab to the front. */
export function showTab(active: number): void {
  terminal.setState({ active })
}

interface Seen {
  readonly version: number
  readonly view: TabView
}

const seen = new Map<number, Seen>()

/** What a tab shows at the cursor; the same object until the run or the cursor changes. */
export function tabView(id: number): TabView {
  const { version, run } = session.getState()
  const old = seen.get(id)
  if (old?.version === version) return old.view
  const view = viewTab(run, id)
  seen.set(id, { version, view })
  return view
}

function tabOf(id: number): TerminalTab {
  return terminal.getState().tabs.find((tab) => tab.id === id) ?? newTab(id)
}

function put(id: number, part: Partial<TerminalTab>): void {
  terminal.setState(({ tabs }) => ({
    tabs: tabs.map((tab) => (tab.id === id ? { ...tab, ...part } : tab)),
  }))
}

/** Keys from the keyboard or the clipboard, as a terminal sends them. */
export function typeKeys(id: number, data: string): void {
  for (const key of keysOf(data)) {
    const { draft, isTabbed } = tabOf(id)
    const pressed = pressKey(draft, key, history)
    if ('text' in pressed) put(id, { draft: pressed, candidates: [], isTabbed: false })
    else grant(id, pressed, isTabbed)
  }
}

function grant(id: number, wish: LineWish, isTabbed: boolean): void {
  const { draft } = tabOf(id)
  switch (wish.type) {
    case 'submit':
      return submit(id, draft.text)
    case 'complete':
      return complete(id, isTabbed)
    case 'interrupt':
      clockwork.isWished = true
      attempt(() => interruptTab(currentRun(), id, draft.text), undefined)
      put(id, { draft: EMPTY_DRAFT, unfinished: '', waiting: [], candidates: [] })
      return changed()
    case 'endOfInput':
      clockwork.isWished = true
      attempt(() => endTabInput(currentRun(), id), undefined)
      return changed()
    case 'clear':
      if (!tabView(id).isRunning) send(id, { type: 'line', text: 'clear' })
  }
}

function submit(id: number, line: string): void {
  const { unfinished } = tabOf(id)
  put(id, { draft: EMPTY_DRAFT, candidates: [], isTabbed: false })
  if (line.trim() !== '' && !tabView(id).isInput && history.at(-1) !== line) {
    history.push(line)
    if (history.length > HISTORY_KEPT) history.shift()
  }
  send(id, { type: 'line', text: joined(unfinished, line) })
}

/** A backslash at the end of a line joins the next one to it; within a quote the line ends stays. */
function joined(before: string, line: string): string {
  if (before === '') return line
  return before.endsWith('\\') ? `${before.slice(0, -1)}${line}` : `${before}\n${line}`
}

function send(id: number, waiting: Waiting): void {
  const run = currentRun()
  clockwork.isWished = true
  if (waiting.type === 'command') {
    attempt(() => runQueued(run, id, waiting.command), undefined)
    return changed()
  }
  const forbidden = tabView(id).isInput ? null : forbiddenIn(waiting.text)
  if (forbidden !== null) {
    const why = `offset: ${forbidden}: switched off by the author of this link`
    attempt(() => declineLine(run, id, { text: waiting.text, why }), undefined)
    notify({ type: 'verbOff', verb: forbidden })
    put(id, { unfinished: '' })
    return changed()
  }
  const submitted = attempt(() => submitLine(run, id, waiting.text), null)
  if (submitted?.type === 'unfinished') return put(id, { unfinished: waiting.text })
  put(id, { unfinished: '' })
  if (submitted?.type === 'busy') put(id, { waiting: [...tabOf(id).waiting, waiting] })
  else if (submitted !== null) {
    const queued = submitted.queue.map((command) => ({ type: 'command', command }) as const)
    put(id, { waiting: [...queued, ...tabOf(id).waiting] })
  }
  changed()
}

function complete(id: number, isTabbed: boolean): void {
  const { draft } = tabOf(id)
  const before = draft.text.slice(0, draft.caret)
  const { from, candidates, common } = completeLine(currentRun(), id, before)
  if (candidates.length === 0) return
  const only = candidates.length === 1
  const text = `${before.slice(0, from)}${common}${only ? ' ' : ''}`
  const grown = draftOf(text + draft.text.slice(draft.caret), text.length)
  const isLonger = text.length > before.length
  put(id, {
    draft: grown,
    candidates: isTabbed && !only ? candidates : [],
    isTabbed: !only && !isLonger ? true : isTabbed,
  })
}

/** After every change of the run: what waited goes on, and time passes as long as it is waited for. */
function follow(): void {
  const { tabs } = terminal.getState()
  for (const { id, waiting } of tabs) {
    const [next, ...rest] = waiting
    if (next === undefined || tabView(id).isRunning) continue
    put(id, { waiting: rest })
    send(id, next)
    return
  }
  letTimePass(tabs.map(({ id }) => tabView(id)))
}

function letTimePass(views: readonly TabView[]): void {
  const run = currentRun()
  const isRunning = views.some((view) => view.isRunning)
  setHurried('terminal', run.cursor() === run.endIndex() && views.some((view) => view.isAwaited))
  const { isPlaying } = playback.getState()
  const isWished = clockwork.isWished && isRunning
  clockwork.isWished = false
  if (isWished && !isPlaying) {
    setPlaying(true)
    clockwork.isMine = true
  } else if (!isRunning && clockwork.isMine) setPlaying(false)
}

// Whoever opens the terminal may type at once: its programs are there before it is.
await loadCommandLine()
session.subscribe(follow)
playback.subscribe(({ isPlaying }) => {
  // Once it stands still, whoever did that, it is not the terminal's to hold again.
  if (!isPlaying) clockwork.isMine = false
})

/** Shows the run where a command's events begin. */
export function showEvents(first: number): void {
  setPlaying(false)
  seek(first + 1)
}
