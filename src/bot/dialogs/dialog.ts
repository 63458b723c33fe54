// Short runs of questions for any chat, over ReplayEngine: plain code that asks, stored as a log, replayed at each answer.
import { type ReplayControls, ReplayEngine, type ReplayState } from '@grammyjs/conversations'
import type { DialogState } from '../../db/schema/conversations.ts'

/** A question or a remark of a dialog: the key of its sentence, what it says, and the choices by key. */
export type Line = { key: string; data: Record<string, string>; choices: string[] }

/** An answer: words, or a step that every question understands. */
export type Answer = { kind: 'words'; words: string } | { kind: 'skip' }

/** What the code of a dialog may do. Everything else it must not: the code runs again at each answer. */
export type Talk = {
  /** Says something before the next question. */
  say(line: Line): void
  /** Asks and waits. Undefined where the question was skipped. `name` keeps the answer across restarts and changes of the code. */
  ask(name: string, line: Line): Promise<string | undefined>
  /** Does something once and keeps its result, which must be JSON. A failure is a result too: return it, never throw. */
  look<T>(name: string, work: () => Promise<T>): Promise<T>
}

/** A dialog: its code, and the version of its code. Raise the version when a question is taken out or its meaning changes. */
export type Dialog<R> = { name: string; version: number; run(talk: Talk): Promise<R> }

/** What a step of a dialog gives: lines to say, and the state to keep or the result. */
export type Step<R> = { lines: Line[] } & ({ kind: 'open'; state: DialogState } | { kind: 'done'; result: R })

/** Begins a dialog; answers that are known already are not asked for. */
export function begin<R>(dialog: Dialog<R>, known: Answers = []): Promise<Step<R>> {
  return play(dialog, { carried: known, answers: [], told: 0, said: 0 })
}

/** Goes on with an answer. Where the code has changed since, it begins anew with the answers that were given. */
export async function answer<R>(dialog: Dialog<R>, state: DialogState, given: Answer): Promise<Step<R>> {
  const words = given.kind === 'skip' ? null : given.words
  const kept = read(state)
  const open = kept.open
  const before = [...kept.carried, ...kept.answers]
  if (state.version !== dialog.version || open === undefined || kept.log === undefined) {
    return begin(dialog, [...before, ...(open === undefined ? [] : [[open, words] as [string, string | null]])])
  }
  const log = structuredClone(kept.log)
  ReplayEngine.supply(log, state.interrupt, words)
  try {
    return await play(dialog, { ...kept, answers: [...kept.answers, [open, words]], log })
  } catch (error) {
    if (!isBadReplay(error)) throw error
    return begin(dialog, [...before, [open, words]])
  }
}

/** Goes back to the question before the open one. */
export function back<R>(dialog: Dialog<R>, state: DialogState): Promise<Step<R>> {
  const kept = read(state)
  return begin(dialog, [...kept.carried, ...kept.answers].slice(0, -1))
}

/** Ends a dialog now: what was answered counts, every other question is skipped. */
export async function finish<R>(dialog: Dialog<R>, state: DialogState): Promise<{ lines: Line[]; result: R }> {
  const kept = read(state)
  const answers = new Map([...kept.carried, ...kept.answers])
  const lines: Line[] = []
  const result = await dialog.run({
    say: (line) => {
      lines.push(line)
    },
    ask: async (name) => answers.get(name) ?? undefined,
    look: (_name, work) => work(),
  })
  return { lines: lines.slice(kept.said), result }
}

/** Answers by name (null: skipped), in the order they were given. */
type Answers = [string, string | null][]

type Kept = {
  carried: Answers
  answers: Answers
  told: number
  said: number
  open?: string
  log?: ReplayState
}

async function play<R>(dialog: Dialog<R>, kept: Kept): Promise<Step<R>> {
  const lines: Line[] = []
  let said = 0
  let open = ''
  let result: { value: R } | undefined
  const failed: { error: unknown }[] = []
  const engine = new ReplayEngine(async (controls) => {
    const value = await dialog.run(
      talkOf(controls, new Map(kept.carried), lines, failed, (name, before) => {
        open = name
        said = before
      }),
    )
    result = { value }
  })
  const played = kept.log === undefined ? await engine.play() : await engine.replay(kept.log)
  const [failure] = failed
  if (failure !== undefined) throw failure.error
  if (played.type === 'thrown') throw played.error
  // Begun again with answers that were given before: what was remarked then is not said twice.
  const isAgain = kept.log === undefined && kept.carried.length > 0
  const fresh = isAgain ? lines.slice(-1) : lines.slice(kept.told)
  if (played.type === 'returned' && result !== undefined) return { lines: fresh, kind: 'done', result: result.value }
  if (played.type !== 'interrupted') throw new Error(`a dialog ended as ${played.type}`)
  const interrupt = played.interrupts[0]
  if (interrupt === undefined) throw new Error('a dialog waits for nothing')
  const log = { log: played.state, carried: kept.carried, told: lines.length, said, open }
  const state = { name: dialog.name, version: dialog.version, log, interrupt, answers: kept.answers }
  return { lines: fresh, kind: 'open', state }
}

function talkOf(
  controls: ReplayControls,
  carried: ReadonlyMap<string, string | null>,
  lines: Line[],
  failed: { error: unknown }[],
  opens: (name: string, remarks: number) => void,
): Talk {
  let remarks = 0
  return {
    say: (line) => {
      lines.push(line)
      remarks++
    },
    async ask(name, line) {
      if (carried.has(name)) return carried.get(name) ?? undefined
      lines.push(line)
      opens(name, remarks)
      const words = await controls.interrupt(name)
      return typeof words === 'string' ? words : undefined
    },
    async look(name, work) {
      // A rejected action would hang the engine for ever, so failures are kept and thrown outside.
      const kept = await controls.action(async () => {
        try {
          return { ok: true, json: JSON.stringify(await work()) }
        } catch (error) {
          failed.push({ error })
          return { ok: false, json: 'null' }
        }
      }, name)
      return JSON.parse(kept.json)
    },
  }
}

function read(state: DialogState): Kept {
  // The log is written by `play` and by nothing else.
  const kept = state.log as Required<Omit<Kept, 'answers'>>
  return { ...kept, answers: state.answers }
}

function isBadReplay(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Bad replay')
}
