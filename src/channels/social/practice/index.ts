// Practice: a built-in network that publishes to a page of this installation, so that all of Leopost can be tried.
import { PlatformError } from '../../../core/errors.ts'
import type { Json, Platform, StepAnswer } from '../../../core/platform.ts'
import { checkContent } from '../../../core/posts/check.ts'
import { practiceLimits, practiceLooks } from './rules.ts'

/** Where Practice keeps what was published: create-only under a key the caller chose. */
export type Board = {
  /** Publishes; false where the key holds a post already. `at` is when it became visible. */
  put(post: {
    id: string
    workspaceId: string
    account: string
    parts: string[]
    content: Json
    at: Date
  }): Promise<boolean>
  has(workspaceId: string, id: string): Promise<boolean>
  /** Shows other content under a key; false where there is none. */
  edit(workspaceId: string, id: string, content: Json): Promise<boolean>
  remove(workspaceId: string, id: string): Promise<void>
}

/** Makes Practice on a board. `pageUrl` is the page that shows it. */
export function createPractice(config: { board: Board; pageUrl: () => string; now: () => Date }): Platform {
  const { board } = config
  const urlOf = (id: string) => `${config.pageUrl()}#${id}`
  return {
    id: 'practice',
    connect: { asks: [], open: async () => ({ remoteId: 'practice', name: 'Practice' }) },
    limits: () => practiceLimits,
    looks: practiceLooks,
    check: checkContent,
    async prepare(step) {
      for (const picture of step.content.pictures) await step.read(picture.mediaId)
      return { content: step.content as unknown as Json }
    },
    async publish(step): Promise<StepAnswer> {
      const id = step.publicationId
      const at = config.now()
      step.sent(at)
      const { workspaceId, name: account } = step.account
      const post = { id, workspaceId, account, parts: step.content.parts, content: step.content as unknown as Json, at }
      await board.put(post).catch((cause) => {
        throw new PlatformError('unknown', 'noAnswer', { cause })
      })
      return { kind: 'done', remoteId: id, url: urlOf(id) }
    },
    async settle(step) {
      const isThere = await board.has(step.account.workspaceId, step.publicationId)
      if (!isThere) return { kind: 'absent' }
      return { kind: 'published', remoteId: step.publicationId, url: urlOf(step.publicationId) }
    },
    async edit(step) {
      step.sent(config.now())
      const { account, remoteId, content } = step
      if (!(await board.edit(account.workspaceId, remoteId, content as unknown as Json)))
        throw new PlatformError('rejected', 'gone')
    },
    async remove(account, remoteId) {
      await board.remove(account.workspaceId, remoteId)
    },
  }
}
