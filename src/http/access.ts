// Ways in that are handed out: one-time sign-in links and API tokens. Only their hashes are kept.
import { hashToken, newToken } from '../core/secrets.ts'
import { type Db, withSystem } from '../db/client.ts'
import { keepLink, keepToken } from '../db/sessions.ts'
import type { Scope } from '../db/words.ts'

const linkMs = 15 * 60_000

/** The database and the time; an app has both. */
type House = { ctx: { db: Db; clock: { now(): Date } } }

/** Makes a code that lets a person in, by a link or said in a chat: good once, for fifteen minutes. */
export async function makeCode({ ctx }: House, personId: string): Promise<string> {
  const code = newToken()
  const expiresAt = new Date(ctx.clock.now().getTime() + linkMs)
  await withSystem(ctx.db, (tx) => keepLink(tx, { personId, hash: hashToken(code), expiresAt }))
  return code
}

/** Makes a sign-in link for a person: good once, for fifteen minutes. */
export async function makeLink(house: House, given: { publicUrl: string; personId: string }): Promise<string> {
  const code = await makeCode(house, given.personId)
  return `${given.publicUrl.replace(/\/+$/, '')}/sign-in/${code}`
}

/** Makes an API token that acts for a member of a workspace within a scope. It is shown once. */
export async function makeToken(
  { ctx }: House,
  given: { personId: string; workspaceId: string; scope: Scope },
): Promise<string> {
  const token = `lp_${newToken()}`
  const { personId, workspaceId, scope } = given
  await withSystem(ctx.db, (tx) => keepToken(tx, { personId, workspaceId, scope, hash: hashToken(token) }))
  return token
}
