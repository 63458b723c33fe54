// The board of Practice: create-only under the id of a publication.
import { and, desc, eq } from 'drizzle-orm'
import type { Content } from '../core/platform.ts'
import { type Db, type Tx, withWorkspace } from './client.ts'
import { practicePosts } from './schema/practice-posts.ts'

export type PracticePost = typeof practicePosts.$inferSelect

/** The board that the Practice platform is given. */
export function createBoard(db: Db) {
  return {
    put(post: { id: string; workspaceId: string; account: string; content: unknown; at: Date }): Promise<boolean> {
      return withWorkspace(db, post.workspaceId, async (tx) => {
        const { id, workspaceId, account, at } = post
        // The content was typed as such when it was frozen.
        const content = post.content as Content
        const row = { id, workspaceId, account, content, publishedAt: at }
        return (
          (await tx.insert(practicePosts).values(row).onConflictDoNothing().returning({ id: practicePosts.id }))
            .length > 0
        )
      })
    },
    has(workspaceId: string, id: string): Promise<boolean> {
      return withWorkspace(db, workspaceId, async (tx) => {
        const found = await tx.select({ id: practicePosts.id }).from(practicePosts).where(eq(practicePosts.id, id))
        return found.length > 0
      })
    },
    edit(workspaceId: string, id: string, content: unknown): Promise<boolean> {
      return withWorkspace(db, workspaceId, async (tx) => {
        const here = and(eq(practicePosts.id, id), eq(practicePosts.workspaceId, workspaceId))
        // The content was typed as such when it was approved.
        const changed = await tx
          .update(practicePosts)
          .set({ content: content as Content })
          .where(here)
          .returning({ id: practicePosts.id })
        return changed.length > 0
      })
    },
    remove(workspaceId: string, id: string): Promise<void> {
      return withWorkspace(db, workspaceId, async (tx) => {
        await tx.delete(practicePosts).where(and(eq(practicePosts.id, id), eq(practicePosts.workspaceId, workspaceId)))
      })
    },
  }
}

/** What was published to Practice in a workspace, newest first. */
export function listPractice(tx: Tx, limit = 100): Promise<PracticePost[]> {
  return tx.select().from(practicePosts).orderBy(desc(practicePosts.publishedAt)).limit(limit)
}
