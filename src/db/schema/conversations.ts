// One place in one chat where we talk: its focus, its open question or dialog, its lease. Global: it exists before a workspace is known.
import { bigint, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { languages } from '../words.ts'
import { createdAt, id, instant } from './columns.ts'
import { people } from './people.ts'
import { workspaces } from './workspaces.ts'

/** A question whose answer is free text. */
export type Asked = { what: 'change' | 'schedule' | 'picture' | 'comment' | 'askChanges'; postId: string }

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
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.chat, t.address)],
)
