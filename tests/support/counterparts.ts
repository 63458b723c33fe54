// The counterparts of real networks in a process of their own, for benches: tells its parent where they are, ends with it.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startBluesky } from './bluesky/server.ts'
import { startBotApi } from './botapi/server.ts'
import { startMastodon } from './mastodon/server.ts'

/** Where they are, and what lets somebody in. The bot is in the channels `-100555` and a number from 1 on. */
export type Counterparts = {
  bluesky: { url: string; did: string; accessJwt: string; refreshJwt: string }
  mastodon: { url: string; token: string }
  bot: { url: string }
}

const mostChannels = 1_000

/** Starts them; `stop` ends the process. */
export async function forkCounterparts(): Promise<Counterparts & { stop(): void }> {
  const child = fork(fileURLToPath(import.meta.url))
  const there = await new Promise<Counterparts>((done) => child.once('message', (said) => done(said as Counterparts)))
  return { ...there, stop: () => void child.kill() }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [bluesky, mastodon, bot] = await Promise.all([startBluesky(), startMastodon(), startBotApi()])
  for (let n = 1; n <= mostChannels; n++) {
    const id = Number(`-100555${n}`)
    bot.world.chats.set(id, { id, type: 'channel', bot: 'administrator', canPost: true, admins: [] })
  }
  const { accessJwt, refreshJwt } = bluesky.newSession()
  process.send?.({
    bluesky: { url: bluesky.url, did: bluesky.did, accessJwt, refreshJwt },
    mastodon: { url: mastodon.url, token: mastodon.token },
    bot: { url: bot.url },
  } satisfies Counterparts)
  process.on('disconnect', () => process.exit(0))
}
