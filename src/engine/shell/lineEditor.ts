/** A line as it is being typed. */
export interface LineDraft {
  readonly text: string
  /** Where the caret stands, in characters of `text`. */
  readonly caret: number
  /** Which line of the history is shown, counted from the newest; -1: none. */
  readonly back: number
  /** What was typed before the history was looked through. */
  readonly kept: string
}

/** What a key asks for beyond editing. */
export type LineWish =
  | { readonly type: 'submit' }
  | { readonly type: 'interrupt' }
  | { readonly type: 'endOfInput' }
  | { readonly type: 'complete' }
  | { readonly type: 'clear' }

/** Nothing typed yet. */
export const EMPTY_DRAFT: LineDraft = { text: '', caret: 0, back: -1, kept: '' }

/** A line with its caret at the end, or elsewhere. */
export function draftOf(text: string, caret: number = text.length): LineDraft {
  return { ...EMPTY_DRAFT, text, caret }
}

/** What a terminal sends for keys that have no character, by what they do. */
const SEQUENCES: Readonly<Record<string, string>> = {
  '\r': 'submit',
  '\n': 'submit',
  '\t': 'complete',
  '\u0003': 'interrupt',
  '\u0004': 'endOfInput',
  '\u000c': 'clear',
  '\u007f': 'eraseLeft',
  '\b': 'eraseLeft',
  '\u001b[3~': 'eraseRight',
  '\u001b[D': 'left',
  '\u001b[C': 'right',
  '\u001bOD': 'left',
  '\u001bOC': 'right',
  '\u0002': 'left',
  '\u0006': 'right',
  '\u001b[A': 'older',
  '\u001b[B': 'newer',
  '\u001bOA': 'older',
  '\u001bOB': 'newer',
  '\u0010': 'older',
  '\u000e': 'newer',
  '\u001b[H': 'home',
  '\u001b[F': 'end',
  '\u001bOH': 'home',
  '\u001bOF': 'end',
  '\u0001': 'home',
  '\u0005': 'end',
  '\u000b': 'eraseToEnd',
  '\u0015': 'eraseToHome',
  '\u0017': 'eraseWord',
  '\u001b\u007f': 'eraseWord',
  '\u001b[1;5D': 'wordLeft',
  '\u001b[1;5C': 'wordRight',
  '\u001bb': 'wordLeft',
  '\u001bf': 'wordRight',
}

/** Splits what a terminal sent into keys: control sequences, control characters, runs of text. */
export function keysOf(data: string): readonly string[] {
  return (
    data.match(
      /\u001b(?:\[[0-9;]*[~A-Za-z]|O[A-Z]|[^[O])|[\u0000-\u001f\u007f]|[^\u0000-\u001f\u007f]+/g,
    ) ?? []
  )
}

/** A draft after a key, or what the key wishes. @param history lines typed before, oldest first */
export function pressKey(
  draft: LineDraft,
  key: string,
  history: readonly string[],
): LineDraft | LineWish {
  const action = SEQUENCES[key]
  if (action === undefined) {
    // Other control characters say nothing here.
    return /^[^\u0000-\u001f\u007f]/.test(key) ? insert(draft, key) : draft
  }
  switch (action) {
    case 'submit':
    case 'interrupt':
    case 'complete':
    case 'clear':
      return { type: action }
    case 'endOfInput':
      return draft.text === '' ? { type: 'endOfInput' } : eraseRight(draft)
    case 'older':
      return lookBack(draft, draft.back + 1, history)
    case 'newer':
      return lookBack(draft, draft.back - 1, history)
    default:
      return edit(draft, action)
  }
}

function insert({ text, caret }: LineDraft, typed: string): LineDraft {
  const before = text.slice(0, caret) + typed
  return draftOf(before + text.slice(caret), before.length)
}

function eraseRight({ text, caret }: LineDraft): LineDraft {
  return draftOf(text.slice(0, caret) + text.slice(caret + step(text, caret)), caret)
}

/** A character outside the basic plane is two code units. */
function step(text: string, caret: number): number {
  return (text.codePointAt(caret) ?? 0) > 0xffff ? 2 : 1
}

function stepLeft(text: string, caret: number): number {
  const code = text.charCodeAt(caret - 1)
  return code >= 0xdc00 && code <= 0xdfff ? 2 : 1
}

function edit(draft: LineDraft, action: string): LineDraft {
  const { text, caret } = draft
  const moved = (to: number) => ({ ...draft, caret: Math.max(0, Math.min(text.length, to)) })
  switch (action) {
    case 'left':
      return moved(caret - stepLeft(text, caret))
    case 'right':
      return moved(caret + step(text, caret))
    case 'home':
      return moved(0)
    case 'end':
      return moved(text.length)
    case 'wordLeft':
      return moved(wordStart(text, caret))
    case 'wordRight':
      return moved(caret + (/^\s*\S*/.exec(text.slice(caret))?.[0].length ?? 0))
    case 'eraseRight':
      return eraseRight(draft)
    default:
      return eraseLeft(draft, action)
  }
}

function eraseLeft({ text, caret }: LineDraft, action: string): LineDraft {
  if (action === 'eraseToEnd') return draftOf(text.slice(0, caret))
  const from =
    action === 'eraseToHome'
      ? 0
      : action === 'eraseWord'
        ? wordStart(text, caret)
        : Math.max(0, caret - stepLeft(text, caret))
  return draftOf(text.slice(0, from) + text.slice(caret), from)
}

function wordStart(text: string, caret: number): number {
  return caret - (/\S*\s*$/.exec(text.slice(0, caret))?.[0].length ?? 0)
}

function lookBack(draft: LineDraft, back: number, history: readonly string[]): LineDraft {
  if (back < -1 || back >= history.length) return draft
  const kept = draft.back === -1 ? draft.text : draft.kept
  const text = back === -1 ? kept : (history[history.length - 1 - back] ?? '')
  return { text, caret: text.length, back, kept }
}
