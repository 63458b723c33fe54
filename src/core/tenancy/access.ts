// Ways in: one-time links and API tokens. Only their hashes are kept.
import { type Db, withSystem } from '../../db/client.ts'
import { keepLink, keepToken } from '../../db/tenants.ts'
import type { Scope } from '../../db/words.ts'
import { hashToken, newToken } from '../secrets.ts'

const linkMs = 15 * 60_000

/** The database and the time; a context has both. */
type House = { db: Db; clock: { now(): Date } }

/** Makes a one-time sign-in link for a person, good for fifteen minutes. Answers its path, to be put after the public address. */
export async function makeLink(house: House, personId: string): Promise<string> {
  const code = newToken()
  const expiresAt = new Date(house.clock.now().getTime() + linkMs)
  await withSystem(house.db, (tx) => keepLink(tx, { personId, hash: hashToken(code), expiresAt }))
  return `/sign-in/${code}`
}

/** Makes an API token that acts for a member of a workspace within a scope. It is shown once and kept as a hash. */
export async function makeToken(
  house: House,
  given: { personId: string; workspaceId: string; scope: Scope },
): Promise<string> {
  const token = `lp_${newToken()}`
  await withSystem(house.db, (tx) => keepToken(tx, { ...given, hash: hashToken(token) }))
  return token
}
