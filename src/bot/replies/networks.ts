// What a language has to say about networks: connecting them, and what they answered.
import type { MadePictures } from '../../core/outcome.ts'
import type { PostOption } from '../../core/posts/options.ts'
import type { Problem } from '../../core/problem.ts'

/** The sentences about networks in a language. */
export type NetworkWords = {
  connectAt(o: { network: string; url: string; signsIn: boolean }): string
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
  cannotEdit(o: { networks: string; canRemove: boolean }): string
  cannotConnect(o: { network: string; networks: string }): string
}
