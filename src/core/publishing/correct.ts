// Carrying out approved changes of what is public. Nothing can be doubled by it: the same words again change nothing.

import { loseAccount, waitingFor } from '../../db/checks.ts'
import { withSystem } from '../../db/client.ts'
import { type Corrected, type Correction, claimCorrections, recordCorrection } from '../../db/corrections.ts'
import { conversationsToTell } from '../../db/late.ts'
import { getPost } from '../../db/posts.ts'
import { brandsOf } from '../../db/tenants.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { viewPost } from '../posts/view.ts'
import { backOff, mostAttempts } from './back-off.ts'
import { correct } from './publisher.ts'

/** Longer than a call may take: what is claimed for longer belongs to a process that died. */
const leaseSeconds = 90
const batch = 20

export type Corrector = ReturnType<typeof createCorrector>

/** Makes what carries changes out. `run` may be called at any time, by several processes. */
export function createCorrector(ctx: Context) {
  const sender = `${ctx.process}/correct`
  let running: Promise<void> | undefined
  let isStopping = false

  async function all(): Promise<void> {
    while (!isStopping) {
      const given = { now: ctx.clock.now(), sender, seconds: leaseSeconds, limit: batch }
      const items = await withSystem(ctx.db, (tx) => claimCorrections(tx, given))
      await Promise.all(items.map((item) => one(item)))
      if (items.length < batch) return
    }
  }

  async function one(item: Correction): Promise<void> {
    const end = endOf(ctx, item, await correct(ctx, item))
    await withSystem(ctx.db, async (tx) => {
      if (!(await recordCorrection(tx, sender, end))) return
      if (end.kind === 'auth') await loseAccount(tx, { accountId: item.account.id, at: end.at, reason: end.say ?? '' })
      const stored = await getPost(tx, item.postId)
      if (stored === undefined) return
      const brands = await brandsOf(tx, [item.workspaceId])
      const post = viewPost(ctx, stored, brands.get(item.workspaceId) ?? { name: '', zone: 'UTC' })
      const about = { platform: item.platform, account: item.account.name }
      const waits = await waitingFor(tx, item.account.id)
      const said: Outcome | undefined =
        end.status === 'done'
          ? { kind: 'corrected', post, ...about, url: item.url }
          : end.status === 'failed'
            ? { kind: 'notCorrected', post, ...about, say: end.say ?? '' }
            : end.kind === 'auth'
              ? {
                  kind: 'accountLost',
                  ...about,
                  say: end.say ?? '',
                  zone: post.zone,
                  ...waits,
                  waiting: Math.max(1, waits.waiting),
                }
              : undefined
      if (said === undefined) return
      for (const conversationId of await conversationsToTell(tx, item.postId))
        await ctx.tell(tx, { conversationId, workspaceId: item.workspaceId }, said)
    })
  }

  return {
    /** Carries out what may be carried out now; resolves when nothing is left. */
    run(): Promise<void> {
      running ??= all().finally(() => {
        running = undefined
      })
      return running
    },
    async stop(): Promise<void> {
      isStopping = true
      await running?.catch(() => undefined)
    },
  }
}

function endOf(ctx: Context, item: Correction, done: Awaited<ReturnType<typeof correct>>): Corrected {
  const at = ctx.clock.now()
  const { id, attemptId, publicationId } = item
  const base = { id, attemptId, publicationId, at, ...(done.sentAt && { sentAt: done.sentAt }) }
  if (done.fault === undefined) return { ...base, end: 'corrected', status: 'done' }
  const { kind, say } = done.fault
  const isOver = kind === 'rejected' || (item.attempts >= mostAttempts && kind !== 'auth' && kind !== 'limited')
  const retryAt = done.fault.retryAt ?? new Date(at.getTime() + backOff(item.attempts))
  return { ...base, end: kind, kind, say, ...(isOver ? { status: 'failed' } : { status: 'waiting', retryAt }) }
}
