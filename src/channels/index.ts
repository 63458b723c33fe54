// Configuration -> the networks that are switched on, one line each.
import type { Platform } from '../core/platform.ts'
import { type Board, createPractice } from './social/practice/index.ts'

/** What the networks are made from. */
export type Channels = { board: Board; publicUrl: () => string; now: () => Date }

/** Every network this installation can publish to. */
export function createPlatforms(given: Channels): Platform[] {
  return [createPractice({ board: given.board, pageUrl: () => `${given.publicUrl()}/practice`, now: given.now })]
}
