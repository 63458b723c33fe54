// What a language has to say about networks: connecting them, and what they answered.
import type { MadePictures } from '../../core/outcome.ts'
import type { PostOption } from '../../core/posts/options.ts'
import type { Problem } from '../../core/problem.ts'

/** The sentences about networks in a language. */
export type NetworkWords = {
  connectAt(o: { network: string; url: string; signsIn: boolean }): string
  connected(o: { network: string; account: string; how: 'new' | 'back' | 'renewed'; waiting: number }): string
  /** An account does not let in: `why` is undefined for the usual reason. */
  accountLost(o: { network: string; account: string; why?: string; waiting: number; when: string | null }): string
  /** What does not go out now because its networks do not let in. */
  waitsForAccess(networks: string, isOne: boolean): string
  /** Trouble that passes; `again` is when it is tried again. */
  delayed(o: { network: string; say: string; when: string | null; again: string | null; asksFirst: boolean }): string
  late(o: { text: string; networks: string; when: string }): string
  deleted: string
  accessEnds(o: { network: string; account: string; when: string }): string
  connectWhich: string
  /** Why a network would refuse a text or a picture. */
  problem(problem: Problem, network: string): string
  /** "unlisted", "warning: politics", on a card. */
  /** What going out costs, and what it would cost without the link. */
  price(o: { network: string; micros: number; cheaper?: { micros: number } }): string
  option(option: PostOption): string
  /** "cropped to 4:5", "2 pictures stand still", on a card. */
  made(made: MadePictures): string
  noOption(networks: string): string
  noDocument: string
  proposed(networks: string): string
  changing(networks: string): string
  corrected(o: { network: string; url: string | null }): string
  notCorrected(o: { network: string; say: string }): string
  cannotEdit(o: { networks: string; isOne: boolean; removable: string; byHand: string }): string
  cannotConnect(o: { network: string; networks: string }): string
}
