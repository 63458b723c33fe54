// One place in one chat where we talk: its focus, its open question or dialog, its lease. Global: it exists before a workspace is known.
import { bigint, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { MemoryRef } from '../../core/brand/memory.ts'
import { languages } from '../words.ts'
import { createdAt, id, instant } from './columns.ts'
import { people } from './people.ts'
import { workspaces } from './workspaces.ts'

/** What is asked of a post. */
export type AskedOfPost = 'change' | 'schedule' | 'picture' | 'heard'

/** A question whose answer is free text: about a post, or about something that is remembered. */
export type Asked =
  | { what: AskedOfPost | 'comment' | 'askChanges'; postId: string }
  | { what: 'correction'; item: MemoryRef }

/** An open dialog: its name, the version of its code, the replay log and the answers by name. */
export type DialogState = {
  name: string
  version: number
  log: unknown
  interrupt: number
  /** Name and words (null: skipped), in the order they were given; an object would lose it in jsonb. */
  answers: [string, string | null][]
}

export const conversations = pgTable(
  'conversations',
  {
    id: id(),
    chat: text().notNull(),
    address: text().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    workspaceId: uuid().references(() => workspaces.id, { onDelete: 'set null' }),
    language: text({ enum: languages }),
    focusPostId: uuid(),
    asked: jsonb().$type<Asked>(),
    dialog: jsonb().$type<DialogState>(),
    /** The number of the last reply; a reply takes the next one in the transaction that writes it. */
    counter: bigint({ mode: 'number' }).notNull().default(0),
    leaseOwner: text(),
    leaseUntil: instant(),
    lastInboundAt: instant(),
    /** When the person was last asked to write, as they may not be written to freely. */
    knockedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.chat, t.address)],
)
