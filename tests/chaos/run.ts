// npm run chaos: kills Leopost between any two statements of a turn and of a publication, and its database too, and looks at what is left.
import { sql } from 'drizzle-orm'
import { keyOf } from '../../src/core/media/keep.ts'
import { withSystem } from '../../src/db/client.ts'
import { seedPublications, seedWorkspaces } from '../support/seed.ts'
import { type Apps, film, filmBytes, killNetworks } from './networks.ts'
import { channels, openStage, type Stage } from './stage.ts'
import { judge, type Verdict } from './verdict.ts'

const rounds = Number(process.argv.find((word) => word.startsWith('--rounds='))?.slice(9) ?? 1)
const lives = Number(process.argv.find((word) => word.startsWith('--lives='))?.slice(8) ?? 40)
const only = process.argv.find((word) => word.startsWith('--only='))?.slice(7)

type Scene = { name: string; isMastodon?: true; play(stage: Stage): Promise<Verdict> }

const turn = [
  'The first coffee is on us. Come and see it. For mastodon.',
  'shorter',
  'tomorrow at nine',
  '[Approve]',
  'move it to ten',
]

const scenes: Scene[] = [
  {
    name: 'SIGKILL between any two statements of turns',
    play: (stage) => killTurns(stage, 'SIGKILL'),
  },
  {
    name: 'SIGTERM between any two statements of turns',
    play: (stage) => killTurns(stage, 'SIGTERM'),
  },
  {
    name: 'SIGKILL between any two statements of publications',
    play: (stage) => killPublications(stage, 'SIGKILL'),
  },
  {
    name: 'SIGTERM between any two statements of publications',
    play: (stage) => killPublications(stage, 'SIGTERM'),
  },
  {
    name: 'SIGKILL between any two statements of publications to Telegram channels, where nothing can be looked up',
    play: (stage) => killPublications(stage, 'SIGKILL', 'telegram'),
  },
  {
    name: 'SIGTERM between any two statements of publications to Telegram channels',
    play: (stage) => killPublications(stage, 'SIGTERM', 'telegram'),
  },
  ...(['SIGKILL', 'SIGTERM'] as const).flatMap((signal): Scene[] => [
    {
      name: `${signal} between any two statements of threads to Bluesky, every other one with a film`,
      play: (stage) => killPublications(stage, signal, 'bluesky'),
    },
    {
      name: `${signal} between any two statements of threads to Mastodon`,
      isMastodon: true,
      play: (stage) => killPublications(stage, signal, 'mastodonServer'),
    },
  ]),
  {
    name: 'SIGKILL between any two statements of publications to X, LinkedIn, Facebook, Instagram and Threads',
    play: (stage) => killNetworks(stage, 'SIGKILL', { lives, recover }),
  },
  {
    name: 'SIGTERM between any two statements of publications to X, LinkedIn, Facebook, Instagram and Threads',
    play: (stage) => killNetworks(stage, 'SIGTERM', { lives, recover }),
  },
  { name: 'two processes, one killed in the second of firing', play: killOneOfTwo },
  { name: 'the database killed while posts go out', play: killDatabase },
]

/** Lives with the same script, each killed one statement later than the one before, until one comes through; then somebody cleans up. */
async function killTurns(stage: Stage, signal: 'SIGKILL' | 'SIGTERM'): Promise<Verdict> {
  const conversations: string[] = []
  for (let killAt = 1; killAt <= 400; killAt += killAt < 60 ? 1 : 4) {
    const [seat] = await seedWorkspaces(stage.db, 1)
    if (seat === undefined) throw new Error('no workspace')
    await connectSquare(stage, seat)
    conversations.push(seat.conversationId)
    const death = await stage.live({ conversations: [seat.conversationId], life: killAt, script: turn, signal, killAt })
    if (death.how === 'failed') throw new Error('a victim ended by itself')
    if (death.how === 'done') break
  }
  // Whoever talks goes on talking: the same messages again, as a chat delivers them again.
  await stage.live({ conversations, script: turn, killAt: 0, signal })
  await recover(stage)
  const verdict = await judge(stage, { unconfirmedAllowed: false, withApprovals: true })
  return { ...verdict, seen: { ...verdict.seen, kills: conversations.length - 1 } }
}

async function killPublications(
  stage: Stage,
  signal: 'SIGKILL' | 'SIGTERM',
  network: keyof typeof networks = 'square',
): Promise<Verdict> {
  const { platform, count, parts, seed } = networks[network]
  const hasFilms = network === 'bluesky'
  for (let killAt = 1; killAt <= 60; killAt++) {
    const [seat] = await seedWorkspaces(stage.db, 1)
    if (seat === undefined) throw new Error('no workspace')
    const films = hasFilms && killAt % 2 === 0 ? [film] : []
    if (films.length > 0) await stage.keep(keyOf(seat.workspaceId, film.mediaId, film.type), filmBytes, film.type)
    const dueAt = new Date(Date.now() + 1_500)
    await seedPublications(stage.db, stage.sealer, seat, {
      count,
      dueAt,
      platform,
      parts,
      ...(films.length > 0 && { content: { films } }),
      text: `${signal} ${killAt}`,
      ...seed(stage),
    })
    const death = await stage.live({ life: killAt, killAt, signal }, 4_000)
    if (death.how === 'failed') throw new Error('a victim ended by itself')
  }
  await recover(stage)
  const unconfirmedAllowed = platform === 'telegram' && signal === 'SIGKILL'
  const verdict = await judge(stage, { unconfirmedAllowed, withApprovals: false, parts: Math.max(1, parts) })
  const bare = stage.bluesky.posts.filter(({ record: { text, embed } }) => {
    const [, life = '1'] = /^\w+ (\d+) 1\/1$/.exec(text) ?? []
    return Number(life) % 2 === 0 && embed?.$type !== 'app.bsky.embed.video'
  })
  return { ...verdict, faults: { ...verdict.faults, 'films that are not there': bare.length } }
}

/** Where posts go: to how many accounts, in how many parts, and what those accounts are there. */
const networks = {
  square: { platform: 'mastodon', count: 2, parts: 0, seed: () => ({}) },
  telegram: { platform: 'telegram', count: 2, parts: 0, seed: () => ({ remote: channels }) },
  bluesky: {
    platform: 'bluesky',
    count: 1,
    parts: 3,
    seed({ bluesky }: Stage) {
      const { accessJwt, refreshJwt } = bluesky.newSession()
      return { remote: bluesky.did, credentials: { service: bluesky.url, accessJwt, refreshJwt } }
    },
  },
  mastodonServer: {
    platform: 'mastodon',
    count: 2,
    parts: 3,
    seed: ({ mastodon }: Stage) => ({
      credentials: { server: mastodon.url, accessToken: mastodon.token, accountId: '77' },
    }),
  },
} as const

async function killOneOfTwo(stage: Stage): Promise<Verdict> {
  const one = await stage.start()
  const two = await stage.start()
  const dueAt = new Date(Date.now() + 6_000)
  for (const seat of await seedWorkspaces(stage.db, 20)) {
    await seedPublications(stage.db, stage.sealer, seat, { count: 10, dueAt, platform: 'mastodon' })
  }
  await new Promise((done) => setTimeout(done, dueAt.getTime() - Date.now() + 60))
  one.child.kill('SIGKILL')
  await one.ended
  const worst = await untilQuiet(stage)
  two.child.kill('SIGTERM')
  await two.ended
  const verdict = await judge(stage, { unconfirmedAllowed: false, withApprovals: false })
  return {
    faults: { ...verdict.faults, 'delayed more than 20 s': worst > 20_000 ? 1 : 0 },
    seen: { ...verdict.seen, worstDelayMs: worst },
  }
}

async function killDatabase(stage: Stage): Promise<Verdict> {
  const { child, ended } = await stage.start()
  const dueAt = new Date(Date.now() + 5_000)
  for (const seat of await seedWorkspaces(stage.db, 10)) {
    await seedPublications(stage.db, stage.sealer, seat, { count: 10, dueAt, platform: 'mastodon' })
  }
  await new Promise((done) => setTimeout(done, dueAt.getTime() - Date.now() + 40))
  await stage.killServer()
  await untilQuiet(stage)
  child.kill('SIGTERM')
  await ended
  return judge(stage, { unconfirmedAllowed: false, withApprovals: false })
}

/** One process that nobody kills, until nothing waits. */
async function recover(stage: Stage, apps?: Apps): Promise<void> {
  const { child, ended } = await stage.start(apps === undefined ? {} : { apps })
  await untilQuiet(stage)
  child.kill('SIGTERM')
  await ended
}

/** Waits until nothing that is due waits; answers how late the last post left, in milliseconds. */
async function untilQuiet(stage: Stage): Promise<number> {
  const open = sql`select (select count(*) from publications where status in ('sending', 'armed', 'scheduled') and due_at < now() + interval '10 seconds')
    + (select count(*) from messages where answered_at is null and set_aside_at is null)
    + (select count(*) from publications where ended_at is not null and told_at is null) n`
  const deadline = Date.now() + 90_000
  while (Date.now() < deadline) {
    await new Promise((done) => setTimeout(done, 500))
    const [row] = await withSystem(stage.db, (tx) => tx.execute(open)).catch(() => [{ n: 1 }])
    if (Number(row?.n) === 0) break
  }
  const [late] = await withSystem(stage.db, (tx) =>
    tx.execute(
      sql`select coalesce(max(extract(epoch from sent_at - due_at)), 0) * 1000 ms from publications where status = 'published'`,
    ),
  )
  return Math.round(Number(late?.ms))
}

async function connectSquare(stage: Stage, seat: { workspaceId: string }): Promise<void> {
  const credentials = stage.sealer.seal(seat.workspaceId, JSON.stringify({ token: 'square-chaos' }))
  await withSystem(stage.db, (tx) =>
    tx.execute(sql`insert into accounts (workspace_id, platform, remote_id, name, credentials)
      values (${seat.workspaceId}::uuid, 'mastodon', 'chaos', 'chaos', ${credentials})`),
  )
}

let failed = 0
for (let round = 1; round <= rounds; round++) {
  for (const scene of scenes.filter((one) => only === undefined || one.name.includes(only))) {
    const stage = await openStage(scene)
    const from = Date.now()
    try {
      const { faults, seen } = await scene.play(stage)
      const bad = Object.entries(faults).filter(([, count]) => count > 0)
      failed += bad.length
      const seconds = Math.round((Date.now() - from) / 1000)
      console.log(`${bad.length === 0 ? 'ok  ' : 'FAIL'} ${scene.name} (${seconds} s) ${JSON.stringify(seen)}`)
      for (const [name, count] of bad) console.log(`     ${count} ${name}`)
    } finally {
      await stage.close()
    }
  }
}
console.log(
  failed === 0 ? 'Nothing went out twice, nothing is in limbo, each end was told.' : `${failed} kinds of fault`,
)
process.exit(failed === 0 ? 0 : 1)
