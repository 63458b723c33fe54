// Workspaces, people and where they talk from: the one file that reaches the global tables of tenancy. System role only.
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { accounts } from './schema/accounts.ts'
import { brands } from './schema/brands.ts'
import { conversations } from './schema/conversations.ts'
import { identities } from './schema/identities.ts'
import { installation } from './schema/installation.ts'
import { members } from './schema/members.ts'
import { people } from './schema/people.ts'
import { workspaces } from './schema/workspaces.ts'
import type { Language } from './words.ts'

/** A person, where they are, and what they may do there. */
export type Seat = {
  personId: string
  workspaceId: string
  memberId: string
  role: (typeof members.$inferSelect)['role']
}

/** The brands' names and zones by workspace. */
export async function brandsOf(tx: Tx, workspaceIds: string[]): Promise<Map<string, { name: string; zone: string }>> {
  if (workspaceIds.length === 0) return new Map()
  const { workspaceId, name, zone } = brands
  const found = await tx.select({ workspaceId, name, zone }).from(brands).where(inArray(workspaceId, workspaceIds))
  return new Map(found.map((brand) => [brand.workspaceId, brand]))
}

/** What this installation is, or undefined before its first start. */
export async function getInstallation(tx: Tx) {
  const [found] = await tx.select().from(installation)
  return found
}

/** Writes the one row of the installation. */
export async function writeInstallation(
  tx: Tx,
  given: { keyFingerprint: string; ownerPersonId: string; ownerWorkspaceId: string },
): Promise<void> {
  await tx.insert(installation).values(given)
}

/** Makes a workspace with its owner, an empty brand, and Practice connected. */
export async function makeWorkspace(
  tx: Tx,
  given: { personId?: string; personName: string; name: string; zone: string; language: Language },
): Promise<Seat> {
  const personId = given.personId ?? (await makePerson(tx, given.personName))
  const [workspace] = await tx.insert(workspaces).values({ name: given.name }).returning({ id: workspaces.id })
  if (workspace === undefined) throw new Error('a workspace was not written')
  const workspaceId = workspace.id
  const [member] = await tx
    .insert(members)
    .values({ workspaceId, personId, role: 'owner' })
    .returning({ id: members.id })
  if (member === undefined) throw new Error('a member was not written')
  await tx.insert(brands).values({ workspaceId, zone: given.zone, language: given.language })
  await tx.insert(accounts).values({ workspaceId, platform: 'practice', remoteId: 'practice', name: 'Practice' })
  return { personId, workspaceId, memberId: member.id, role: 'owner' }
}

async function makePerson(tx: Tx, name: string): Promise<string> {
  const [person] = await tx.insert(people).values({ name }).returning({ id: people.id })
  if (person === undefined) throw new Error('a person was not written')
  return person.id
}

/** The seat of a person in a workspace, or in their first one where none is named. */
export async function seatOf(tx: Tx, personId: string, workspaceId?: string | null): Promise<Seat | undefined> {
  const [member] = await tx
    .select()
    .from(members)
    .where(
      and(
        eq(members.personId, personId),
        isNull(members.removedAt),
        workspaceId ? eq(members.workspaceId, workspaceId) : undefined,
      ),
    )
    .orderBy(members.createdAt)
    .limit(1)
  if (member === undefined) return undefined
  return { personId, workspaceId: member.workspaceId, memberId: member.id, role: member.role }
}

/** The conversation at an address of a chat, made where there is none; `isNew` says which. */
export async function conversationAt(
  tx: Tx,
  given: { chat: string; address: string; personId: string; workspaceId: string },
): Promise<{ id: string; workspaceId: string | null; lastInboundAt: Date | null; isNew: boolean }> {
  const { id, workspaceId, lastInboundAt } = conversations
  const here = and(eq(conversations.chat, given.chat), eq(conversations.address, given.address))
  const find = () => tx.select({ id, workspaceId, lastInboundAt }).from(conversations).where(here)
  const [already] = await find()
  if (already !== undefined) return { ...already, isNew: false }
  const [made] = await tx.insert(conversations).values(given).onConflictDoNothing().returning({ id })
  if (made !== undefined) return { id: made.id, workspaceId: given.workspaceId, lastInboundAt: null, isNew: true }
  const [known] = await find()
  if (known === undefined) throw new Error('a conversation was neither written nor found')
  return { ...known, isNew: false }
}

/** Remembers where a person talks from. */
export async function addIdentity(
  tx: Tx,
  given: { personId: string; chat: string; externalId: string; handle?: string | null },
): Promise<void> {
  await tx.insert(identities).values(given).onConflictDoNothing()
}

/** Who talks from there, or undefined for a stranger. */
export async function whoIs(tx: Tx, chat: string, externalId: string): Promise<string | undefined> {
  const [found] = await tx
    .select({ personId: identities.personId })
    .from(identities)
    .where(and(eq(identities.chat, chat), eq(identities.externalId, externalId)))
  return found?.personId
}

/** Where a person talks from. */
export function identitiesOf(tx: Tx, personId: string): Promise<{ chat: string; externalId: string }[]> {
  const { chat, externalId } = identities
  return tx.select({ chat, externalId }).from(identities).where(eq(identities.personId, personId))
}

/** The language of a workspace's brand. */
export async function brandLanguage(tx: Tx, workspaceId: string): Promise<Language> {
  const [brand] = await tx.select({ language: brands.language }).from(brands).where(eq(brands.workspaceId, workspaceId))
  return brand?.language ?? 'en'
}

/** Whose desk a person sits at: its name, the brand's zone, and the language the person reads. */
export async function deskOf(
  tx: Tx,
  seat: { personId: string; workspaceId: string },
): Promise<{ workspace: string; zone: string; language: Language }> {
  const [desk] = await tx
    .select({
      name: brands.name,
      workspace: workspaces.name,
      zone: brands.zone,
      brandLanguage: brands.language,
      language: people.language,
    })
    .from(brands)
    .innerJoin(workspaces, eq(workspaces.id, brands.workspaceId))
    .leftJoin(people, eq(people.id, seat.personId))
    .where(eq(brands.workspaceId, seat.workspaceId))
  if (desk === undefined) throw new Error('a workspace without a brand')
  return { workspace: desk.name || desk.workspace, zone: desk.zone, language: desk.language ?? desk.brandLanguage }
}
