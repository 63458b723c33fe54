// What the doctor sees of connected accounts: whether their stored access opens, whether somebody looks after them, and whether
// their servers answer from here.
import { createRequest, type Request } from '../../channels/request.ts'
import type { Config } from '../../config.ts'
import { openKeyring } from '../../core/keyring.ts'
import { createSealer, SealError } from '../../core/secrets.ts'
import { type Db, withSystem } from '../../db/client.ts'
import { accountsInUse, lostAccounts } from '../../db/sealed.ts'
import { type Finding, ok, warn } from '../finding.ts'

const about = 'accounts'
/** Twice the time in which every account is looked after once. */
const forgottenMs = 48 * 3_600_000
/** What a server of each network that is looked after every day answers to anybody. */
const openPaths: Partial<Record<string, string>> = {
  bluesky: '/xrpc/com.atproto.server.describeServer',
  mastodon: '/api/v1/instance',
}
const mostServers = 30

/** Looks at every connected account of every workspace. */
export async function checkAccounts(config: Config, db: Db, now: Date): Promise<Finding[]> {
  const { accounts, lost } = await withSystem(db, async (tx) => ({
    accounts: await accountsInUse(tx),
    lost: await lostAccounts(tx),
  }))
  const { keys } = await openKeyring({ dataDir: config.dataDir, given: config.key })
  const sealer = createSealer({ keys })
  const unopened: string[] = []
  const servers = new Map<string, string>()
  for (const { workspaceId, name, platform, credentials } of accounts) {
    if (credentials === null) continue
    try {
      const { service, server } = JSON.parse(sealer.open(workspaceId, credentials))
      const origin = service ?? server
      if (typeof origin === 'string') servers.set(origin, platform)
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      unopened.push(`${name} (${platform})`)
    }
  }
  const forgotten = accounts
    .filter((one) => openPaths[one.platform] !== undefined && !one.isLost)
    .filter((one) => now.getTime() - (one.tendedAt ?? one.createdAt).getTime() > forgottenMs)
    .map((one) => `${one.name} (${one.platform})`)
  const found = [
    ...some(lost, 'access was lost', 'connect them again: say "connect" and the network in the chat'),
    ...some(unopened, 'their stored access does not open', 'put the right key back, or connect them again'),
    ...some(forgotten, 'not looked after for two days', 'start Leopost; its log says why it could not'),
  ]
  const all = found.length === 0 ? [ok(about, `${accounts.length} connected, all in order`)] : found
  return [...all, ...(await checkServers(config, servers))]
}

/** Whether each server answers at all; what it answers is for the adapters to judge. */
async function checkServers(config: Config, servers: ReadonlyMap<string, string>): Promise<Finding[]> {
  const { allowPrivateHosts } = config
  const request = createRequest({ now: () => new Date(), allowPrivateHosts, userAgent: 'Leopost doctor' })
  try {
    const asked = [...servers].slice(0, mostServers)
    return await Promise.all(asked.map(([origin, platform]) => checkServer(request, origin, platform)))
  } finally {
    await request.close()
  }
}

async function checkServer(request: Request, origin: string, platform: string): Promise<Finding> {
  const path = openPaths[platform] ?? '/'
  const { host } = new URL(origin)
  try {
    const { status } = await request({ url: new URL(path, origin), timeoutMs: 10_000, maxBytes: 1_000_000 })
    return status < 500
      ? ok(platform, `${host} answers`)
      : warn(platform, `${host} is in trouble (${status})`, 'posts to it wait and are tried again; ask its operator')
  } catch {
    const fix = 'look at the network of this machine; a private host needs ALLOW_PRIVATE_HOSTS'
    return warn(platform, `${host} does not answer from here`, fix)
  }
}

function some(names: string[], what: string, fix: string): Finding[] {
  return names.length === 0 ? [] : [warn(about, `${what}: ${names.join(', ')}`, fix)]
}
