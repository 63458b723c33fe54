// What a language has to provide: a sentence or a label for each thing that can be said. One file a language.
import type { FaultKind } from '../../core/ai/faults.ts'
import type { WhenDoubt } from '../../core/intent.ts'
import type { NotRead } from '../../core/media/reading.ts'
import type { Note, NotHeard, NoWriter, Outcome, Trouble, UndoneAct } from '../../core/outcome.ts'
import type { Problem } from '../../core/problem.ts'
import type { PostStatus } from '../../core/publishing/status.ts'
import type { NetworkWords } from './networks.ts'
import type { PictureWords } from './pictures.ts'
import type { TeamWords } from './team.ts'

/** The labels of choices. In English they are part of the contract. */
export type Labels = Record<
  | 'approve'
  | 'change'
  | 'schedule'
  | 'picture'
  | 'preview'
  | 'crop'
  | 'pad'
  | 'onCard'
  | 'makeOne'
  | 'describe'
  | 'again'
  | 'use'
  | 'discard'
  | 'undo'
  | 'move'
  | 'cancel'
  | 'whatChanged'
  | 'putBack'
  | 'delete'
  | 'keep'
  | 'sendNow'
  | 'itIsThere'
  | 'sendAgain'
  | 'leaveIt'
  | 'neverMind'
  | 'another'
  | 'yes'
  | 'resume'
  | 'hold'
  | 'skip'
  | 'skipAll'
  | 'back'
  | 'tryAgain'
  | 'drafts'
  | 'planned'
  | 'fit'
  | 'withoutLink'
  | 'nextSlot'
  | 'post'
  | 'dropPicture'
  | 'connections'
  | 'warm'
  | 'plain'
  | 'playful'
  | 'expert'
  | 'sayIt'
  | 'anotherCity'
  | 'useDraft'
  | 'without'
  | 'theseDays'
  | 'connect'
  | 'reconnect'
  | 'repost'
  | 'allowOnce'
  | 'likeMe'
  | 'notLikeMe'
  | 'heardWrong'
  | 'pagePicture',
  string
>

/** How moments are said; made by core/time for the language. */
export type Moments = {
  /** "Tue 24 Nov 09:00 (Rome)" */
  at(at: Date, zone: string): string
  /** The same, with "tomorrow, " before it where that helps. */
  near(at: Date, zone: string): string
}

type Of<K extends Outcome['kind']> = Extract<Outcome, { kind: K }>
type NoteOf<W extends Note['what']> = Extract<Note, { what: W }>

/** What is said about money and about models that do not answer. */
export type MoneyWords = {
  dollars(micros: number): string
  /** One sentence on why no model writes. */
  trouble(
    trouble: { kind: 'down'; faults: { provider: string; kind: FaultKind }[] } | Extract<Trouble, { kind: 'budget' }>,
  ): string
  /** Why models did not answer, as a part of a sentence. */
  because(faults: { provider: string; kind: FaultKind }[]): string
  ownWords: string
  cost(o: Of<'cost'>): string
  budgetSet(o: Of<'budgetSet'>): string
  budgetUnclear: string
  /** Where a key for a model goes: never into the chat. */
  modelKeys: string
  budgetLow(o: Of<'budgetLow'>): string
}

/** The sentences of a language. Each returns text fit to show; none says a time without its zone. */
export type Words = {
  labels: Labels
  /** "Bluesky and Mastodon" */
  list(items: string[]): string
  head(post: { brand: string; number: number; version: number; status: PostStatus }): string
  noTime: string
  problem(problem: Problem, network: string): string
  notes: {
    [W in Note['what']]: (note: NoteOf<W>, more: { network: (id: string) => string; when: string | null }) => string
  }
  undone(act: UndoneAct): string
  approved(o: { networks: string; when: string; now: boolean; held: boolean }): string
  moved(o: { networks: string; when: string; held: boolean; now?: true }): string
  cancelled: string
  discarded: string
  ask: {
    change(because: NoWriter | undefined, trouble?: Trouble): string
    schedule(slot: string | null): string
    picture: string
    heard: string
  }
  listening(minutes: number): string
  notHeard(why: NotHeard, trouble?: Trouble): string
  notRead: Record<NotRead, string>
  askWords: Record<NoWriter, (trouble?: Trouble) => string>
  askWhen: Record<WhenDoubt, (words: string) => string>
  whatChanged(lines: { network: string; gone: string[]; fresh: string[] }[]): string
  lists: Record<Of<'list'>['what'], { head(count: number): string; empty: string }>
  line(post: { number: number; text: string; networks: string; when: string | null; status: PostStatus }): string
  held(waiting: number): string
  alreadyHeld: string
  resumed(waiting: number, late: number): string
  notHeld: string
  slots(o: { list: { weekday: number; time: string }[]; zone: string; next: string | null }): string
  gapSet(o: { networks: string; minutes: number }): string
  crowded(o: { network: string; minutes: number; other: string; free: string }): string
  nothingToUndo: string
  stopped(wasRunning: boolean): string
  brandSaved(clock: string): string
  brand(o: Of<'brand'>, zone: string): string
  money: MoneyWords
  help(hasModel: boolean): string
  nothingOpen: string
  noAccount: string
  notConnected(networks: string): string
  notFound(number: number | null): string
  refused: Record<Of<'refused'>['why'], string>
  alreadyApproved(when: string | null): string
  tooLate(status: PostStatus): string
  whichList: string
  /** Before what was said elsewhere first and did not get there. */
  notReached(chat: string): string
  noSuchChoice(count: number): string
  unclear(hasPost: boolean): string
  tooLong(length: number, limit: number): string
  setAside: string
  removed(network: string): string
  notRemoved(network: string, say: string): string
  confirmRemove(networks: string): string
  ended(o: {
    out: { network: string; url: string | null }[]
    /** Not sent for terms that the brand never uses. */
    never: { network: string; terms: string }[]
    failed: { network: string; say: string }[]
    unclear: { network: string; account: string }[]
  }): string
  settled(o: { network: string; isOut: boolean }): string
  /** Pictures made here; in a file of its own. */
  pictures: PictureWords
  /** Connecting, changing what is public, and what networks say; in a file of its own. */
  networks: NetworkWords
  /** People and approvals; in a file of its own. */
  team: TeamWords
  dialog: Record<string, (data: Record<string, string>) => string>
}
