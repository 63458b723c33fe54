// What is to be said, before it has an id, a number and a chat.
import type { Card } from '../../core/chat.ts'
import type { Intent } from '../../core/intent.ts'

/** A choice before it has its id: what it means, and the post and version it is bound to. */
export type SpokenChoice = { label: string; intent: Intent; postId: string | null; version: number | null }

/** One reply in words. `closes` names a post that is settled by it: the choices of its last card are over. */
export type Spoken = {
  text: string
  card?: Card
  closes?: string
  /** Somebody's words or a wish of theirs: the last card keeps its own words and loses its choices, and this one rings. */
  isNews?: true
  /** It says a way in, or a way to everything: these words stand for it where less than all rights read it. */
  veiled?: string
  choices: SpokenChoice[]
  /** Kept pictures that are shown with it. */
  media?: string[]
}
