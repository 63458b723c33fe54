// Kills between any two statements of publications to the networks with an app of the operator: threads, containers, first comments.
import { sql } from 'drizzle-orm'
import { keyOf } from '../../src/core/media/keep.ts'
import { withSystem } from '../../src/db/client.ts'
import type { PlatformId } from '../../src/db/words.ts'
import { page, startLinkedin } from '../support/linkedin/server.ts'
import { instagramId, pageId, startMeta } from '../support/meta/server.ts'
import { seedPublications, seedWorkspaces } from '../support/seed.ts'
import { startThreads } from '../support/threads/server.ts'
import { startX } from '../support/x/server.ts'
import type { Stage } from './stage.ts'
import type { Verdict } from './verdict.ts'

const picture = { mediaId: 'm', sha256: 'm', type: 'image/jpeg', bytes: 3, width: 4, height: 4, alt: '' }

/** A film of one piece for X and LinkedIn, of several for a Page. */
export const filmBytes = Buffer.alloc(90_000, 7)
export const film = { mediaId: 'f', sha256: 'f', type: 'video/mp4', bytes: filmBytes.length, film: {} }

/** Lives with a post for each network, each killed one statement later than the one before, every other one with a film; then one that comes through. */
export async function killNetworks(
  stage: Stage,
  signal: 'SIGKILL' | 'SIGTERM',
  { lives, recover }: { lives: number; recover: (stage: Stage, apps: Apps) => Promise<void> },
): Promise<Verdict> {
  const [x, linkedin, meta, threads] = await Promise.all([startX(), startLinkedin(), startMeta(), startThreads()])
  const apps = { x: x.url, linkedin: linkedin.url, meta: meta.url, threads: threads.url }
  const meant: Record<string, string[]> = { x: [], linkedin: [], facebook: [], instagram: [], threads: [] }
  try {
    for (let killAt = 1; killAt <= lives; killAt++) {
      const [seat] = await seedWorkspaces(stage.db, 1)
      if (seat === undefined) throw new Error('no workspace')
      const films = killAt % 2 === 0 ? [film] : []
      if (films.length > 0) await stage.keep(keyOf(seat.workspaceId, film.mediaId, film.type), filmBytes, film.type)
      const dueAt = new Date(Date.now() + 1_500)
      for (const [platform, account] of Object.entries(accounts)) {
        const text = `${platform} ${signal} ${killAt}`
        const parts = account.hasParts ? [`${text} one`, `${text} two`] : []
        meant[platform]?.push(...(account.hasParts ? parts : [text]))
        const { remoteId, token, options = {} } = account
        const pictures = platform === 'instagram' && films.length === 0 ? [picture] : []
        const content = { parts, options, pictures, films }
        const theirs = { remote: remoteId, credentials: { accessToken: token }, content }
        // The keys of accounts are names of networks.
        const given = { count: 1, dueAt, platform: platform as PlatformId, text, ...theirs }
        await seedPublications(stage.db, stage.sealer, seat, given)
      }
      const death = await stage.live({ life: killAt, killAt, signal, apps }, 3_000)
      if (death.how === 'failed') throw new Error('a victim ended by itself')
    }
    await recover(stage, apps)
    const out: Record<string, string[]> = {
      x: x.posts.map(({ text }) => text),
      linkedin: linkedin.posts.map(({ commentary }) => commentary),
      facebook: meta.posts.map(({ message }) => message),
      instagram: meta.media.map(({ caption }) => caption),
      threads: threads.posts.map(({ text }) => text),
    }
    const comments = [...linkedin.comments, ...meta.comments].map(({ on }) => on)
    const rows = await withSystem(stage.db, (tx) =>
      tx.execute(sql`select platform, status, count(*)::int n from publications group by 1, 2 order by 1, 2`),
    )
    const isPublished = rows.filter(({ status }) => status === 'published')
    const faults: Record<string, number> = {
      'calls that are wrong': [x, linkedin, meta, threads].flatMap(({ refusals }) => refusals).length,
      'first comments that went out twice': comments.length - new Set(comments).size,
      'neither published nor asked about': rows.filter(
        ({ status }) => !['published', 'unconfirmed'].includes(String(status)),
      ).length,
    }
    for (const [platform, texts] of Object.entries(out)) {
      faults[`${platform}: posts that went out twice`] = texts.length - new Set(texts).size
      const published = Number(isPublished.find((row) => row.platform === platform)?.n ?? 0)
      const parts = accounts[platform]?.hasParts ? 2 : 1
      faults[`${platform}: published and not there`] = Math.max(0, published * parts - texts.length)
      faults[`${platform}: not meant`] = texts.filter(
        (text) => meant[platform]?.includes(text.replaceAll('\\', '')) !== true,
      ).length
    }
    return {
      faults,
      seen: Object.fromEntries(rows.map(({ platform, status, n }) => [`${platform} ${status}`, Number(n)])),
    }
  } finally {
    await Promise.all([x.stop(), linkedin.stop(), meta.stop(), threads.stop()])
  }
}

export type Apps = { x: string; linkedin: string; meta: string; threads: string }

type Account = { remoteId: string; token: string; hasParts?: boolean; options?: Record<string, string> }
const options = { firstComment: 'The menu.' }
const accounts: Record<string, Account> = {
  x: { remoteId: '77', token: 'x-token-of-barluce', hasParts: true },
  linkedin: { remoteId: page, token: 'li-token-of-barluce', options },
  facebook: { remoteId: pageId, token: 'page-token-of-barluce', options },
  instagram: { remoteId: instagramId, token: 'page-token-of-barluce', options },
  threads: { remoteId: '77', token: 'th-token-of-barluce', hasParts: true },
}
