// Addresses, passkeys, challenges and wishes for a sign-in link: how people come in. System role only.
import { and, asc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { challenges } from './schema/challenges.ts'
import { conversations } from './schema/conversations.ts'
import { emails } from './schema/emails.ts'
import { identities } from './schema/identities.ts'
import { passkeys } from './schema/passkeys.ts'
import { signInAsks } from './schema/sign-in-asks.ts'

export type Email = typeof emails.$inferSelect
export type Passkey = typeof passkeys.$inferSelect
export type SignInAsk = typeof signInAsks.$inferSelect

/** The addresses of a person, oldest first. */
export function emailsOf(tx: Tx, personId: string): Promise<Email[]> {
  return tx.select().from(emails).where(eq(emails.personId, personId)).orderBy(asc(emails.createdAt))
}

/** The address at which a person gets mail: the one confirmed first; undefined where there is none. */
export async function mailboxOf(tx: Tx, personId: string): Promise<string | undefined> {
  const [found] = await tx
    .select({ address: emails.address })
    .from(emails)
    .where(and(eq(emails.personId, personId), isNotNull(emails.confirmedAt)))
    .orderBy(asc(emails.confirmedAt))
    .limit(1)
  return found?.address
}

/** Notes an address that its person has yet to confirm; the same one again is the same row. Answers its id. */
export async function addEmail(tx: Tx, given: { personId: string; address: string; at: Date }): Promise<string> {
  const { personId, address, at: createdAt } = given
  await tx.insert(emails).values({ personId, address, createdAt }).onConflictDoNothing()
  const [row] = await tx
    .select({ id: emails.id })
    .from(emails)
    .where(and(eq(emails.personId, personId), eq(emails.address, address)))
  if (row === undefined) throw new Error('an address was neither written nor found')
  return row.id
}

/** An address by its id. */
export async function getEmail(tx: Tx, id: string): Promise<Email | undefined> {
  const [found] = await tx.select().from(emails).where(eq(emails.id, id))
  return found
}

/** Keeps the hash of the code that is on its way to an address. */
export async function setEmailCode(tx: Tx, id: string, code: { hash: string; expiresAt: Date }): Promise<void> {
  await tx.update(emails).set({ codeHash: code.hash, codeExpiresAt: code.expiresAt }).where(eq(emails.id, id))
}

/** Confirms the address of this person that got the code. False where the code is not theirs, over, or the address is somebody else's. */
export async function confirmEmail(tx: Tx, given: { personId: string; hash: string; now: Date }): Promise<boolean> {
  const at = given.now.toISOString()
  const found = await rows<{ id: string }>(
    tx,
    sql`update emails e set confirmed_at = ${at}::timestamptz, code_hash = null, code_expires_at = null
      where e.person_id = ${given.personId} and e.code_hash = ${given.hash} and e.code_expires_at > ${at}::timestamptz
      and not exists (select 1 from emails o where o.address = e.address and o.confirmed_at is not null and o.id <> e.id)
      returning e.id`,
  )
  return found.length > 0
}

/** Takes an address of a person away. True where there was one. */
export async function removeEmail(tx: Tx, given: { id: string; personId: string }): Promise<boolean> {
  const gone = await tx
    .delete(emails)
    .where(and(eq(emails.id, given.id), eq(emails.personId, given.personId)))
    .returning({ id: emails.id })
  return gone.length > 0
}

/** The person with this confirmed address, name in a chat, or number they write from; undefined for a stranger. */
export async function personCalled(tx: Tx, said: string): Promise<string | undefined> {
  const [found] = await tx
    .select({ personId: emails.personId })
    .from(emails)
    .where(and(eq(emails.address, said), isNotNull(emails.confirmedAt)))
  if (found !== undefined || said.includes('@')) return found?.personId
  const isNumber = /^\d{5,15}$/.test(said)
  const known = await tx
    .selectDistinct({ personId: identities.personId })
    .from(identities)
    .where(
      isNumber
        ? sql`${identities.chat} <> 'telegram' and regexp_replace(${identities.externalId}, '\\D', '', 'g') = ${said}`
        : eq(identities.handle, said),
    )
    .limit(2)
  // Two people of one name: nobody is certainly meant.
  return known.length === 1 ? known[0]?.personId : undefined
}

/** The conversations of a person in chats that must be delivered to, the liveliest first. */
export function chatsOfPerson(tx: Tx, personId: string) {
  const { id, chat, address, workspaceId, language } = conversations
  return tx
    .select({ id, chat, address, workspaceId, language })
    .from(conversations)
    .where(and(eq(conversations.personId, personId), sql`${chat} <> 'web'`))
    .orderBy(sql`${conversations.lastInboundAt} desc nulls last`)
    .limit(20)
}

/** Remembers by which name a chat finds somebody. */
export async function setHandle(
  tx: Tx,
  given: { chat: string; externalId: string; handle: string | null },
): Promise<void> {
  const here = and(eq(identities.chat, given.chat), eq(identities.externalId, given.externalId))
  await tx.update(identities).set({ handle: given.handle }).where(here)
}

/** Writes down a wish for a link, or an address to be confirmed. */
export async function writeAskForLink(tx: Tx, ask: typeof signInAsks.$inferInsert): Promise<void> {
  await tx.insert(signInAsks).values(ask)
}

/** Takes wishes whose time has come, for `seconds`; whoever comes second finds nothing. */
export async function takeAsksForLinks(
  tx: Tx,
  given: { now: Date; seconds: number; limit: number },
): Promise<SignInAsk[]> {
  const until = new Date(given.now.getTime() + given.seconds * 1000)
  const due = sql`id in (select id from sign_in_asks where try_at <= ${given.now.toISOString()}::timestamptz
    order by try_at limit ${given.limit} for update skip locked)`
  return tx.update(signInAsks).set({ tryAt: until, attempts: sql`attempts + 1` }).where(due).returning()
}

/** A wish is fulfilled, or good for nothing. */
export async function dropAskForLink(tx: Tx, id: string): Promise<void> {
  await tx.delete(signInAsks).where(eq(signInAsks.id, id))
}

/** Tries again later. */
export async function putOffAskForLink(tx: Tx, id: string, tryAt: Date): Promise<void> {
  await tx.update(signInAsks).set({ tryAt }).where(eq(signInAsks.id, id))
}

/** The passkeys of a person, oldest first. */
export function passkeysOf(tx: Tx, personId: string): Promise<Passkey[]> {
  return tx.select().from(passkeys).where(eq(passkeys.personId, personId)).orderBy(asc(passkeys.createdAt))
}

/** Keeps a passkey. False where it is known already. */
export async function keepPasskey(tx: Tx, given: typeof passkeys.$inferInsert): Promise<boolean> {
  const made = await tx.insert(passkeys).values(given).onConflictDoNothing().returning({ id: passkeys.id })
  return made.length > 0
}

/** The passkey with this id of its own, taken for this transaction. */
export async function lockPasskey(tx: Tx, credentialId: string): Promise<Passkey | undefined> {
  const [found] = await tx.select().from(passkeys).where(eq(passkeys.credentialId, credentialId)).for('update')
  return found
}

/** Notes that a passkey was used, and what it counts now. */
export async function usedPasskey(tx: Tx, id: string, now: { counter: number; at: Date }): Promise<void> {
  await tx.update(passkeys).set({ counter: now.counter, lastUsedAt: now.at }).where(eq(passkeys.id, id))
}

/** Gives a passkey of a person another name. True where there was one. */
export async function namePasskey(tx: Tx, given: { id: string; personId: string; name: string }): Promise<boolean> {
  const named = await tx
    .update(passkeys)
    .set({ name: given.name })
    .where(and(eq(passkeys.id, given.id), eq(passkeys.personId, given.personId)))
    .returning({ id: passkeys.id })
  return named.length > 0
}

/** Takes a passkey of a person away. True where there was one. */
export async function removePasskey(tx: Tx, given: { id: string; personId: string }): Promise<boolean> {
  const gone = await tx
    .delete(passkeys)
    .where(and(eq(passkeys.id, given.id), eq(passkeys.personId, given.personId)))
    .returning({ id: passkeys.id })
  return gone.length > 0
}

/** Opens the one challenge of a browser; an earlier one is over. */
export async function openChallenge(tx: Tx, given: typeof challenges.$inferInsert): Promise<void> {
  const { challenge, personId = null, expiresAt } = given
  await tx
    .insert(challenges)
    .values(given)
    .onConflictDoUpdate({ target: challenges.browser, set: { challenge, personId, expiresAt } })
}

/** The challenge of a browser, gone with this call; undefined where there is none or it is over. `personId` null: to sign in. */
export async function takeChallenge(
  tx: Tx,
  given: { browser: string; personId: string | null; now: Date },
): Promise<string | undefined> {
  const whose = given.personId === null ? isNull(challenges.personId) : eq(challenges.personId, given.personId)
  const [taken] = await tx
    .delete(challenges)
    .where(and(eq(challenges.browser, given.browser), whose))
    .returning()
  return taken !== undefined && taken.expiresAt > given.now ? taken.challenge : undefined
}

/** Forgets challenges that are over. */
export async function forgetWaysIn(tx: Tx, now: Date): Promise<void> {
  await tx.delete(challenges).where(lt(challenges.expiresAt, now))
}

/** The chats a person talks from, oldest first. */
export function chatsOf(tx: Tx, personId: string): Promise<(typeof identities.$inferSelect)[]> {
  return tx.select().from(identities).where(eq(identities.personId, personId)).orderBy(asc(identities.createdAt))
}

/** Ends a person's way to talk from a chat: nothing is told there any more. True where there was one. */
export async function endChat(tx: Tx, given: { id: string; personId: string }): Promise<boolean> {
  const { id, personId } = given
  const [gone] = await tx
    .delete(identities)
    .where(and(eq(identities.id, id), eq(identities.personId, personId)))
    .returning()
  if (gone === undefined) return false
  const there = and(
    eq(conversations.personId, personId),
    eq(conversations.chat, gone.chat),
    eq(conversations.address, gone.externalId),
  )
  await tx.update(conversations).set({ workspaceId: null, lastInboundAt: null, focusPostId: null }).where(there)
  return true
}
