// The chain over the audit: each link is the hash of the one before it and of one event, so that nothing can be changed, taken out or put in unseen.
import { createHash } from 'node:crypto'
import { type AuditEvent, chained, chainOf, nextToChain, unchained, writeLinks } from '../../db/audit.ts'
import { type Db, withSystem } from '../../db/client.ts'

const chunk = 500
const first = '0'.repeat(64)

/** The hash of a link. Written out field by field: the order of a row's columns is no part of it. */
export function linkHash(before: string, number: number, event: AuditEvent): string {
  const { id, workspaceId, memberId, act, postId, version, hash, conversationId, createdAt } = event
  const detail = Object.entries(event.detail).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const fields = [before, number, id, workspaceId, memberId, act, postId, version, hash, conversationId, detail]
  return createHash('sha256')
    .update(JSON.stringify([...fields, createdAt.toISOString()]))
    .digest('hex')
}

/** Seals every event that is not sealed yet, one workspace at a time. Safe in several processes at once. */
export async function chainAudit(db: Db, now: Date): Promise<number> {
  let sealed = 0
  for (const workspaceId of await withSystem(db, unchained)) {
    sealed += await withSystem(db, async (tx) => {
      const { last, events } = await nextToChain(tx, workspaceId, chunk)
      let [before, number] = [last?.hash ?? first, last?.number ?? 0]
      const links = events.map((event) => {
        number += 1
        before = linkHash(before, number, event)
        return { workspaceId, number, eventId: event.id, hash: before, createdAt: now }
      })
      await writeLinks(tx, links)
      return links.length
    })
  }
  return sealed
}

/** Every link that does not fit, in sentences; and how many were looked at. */
export async function verifyChains(db: Db): Promise<{ links: number; faults: string[] }> {
  const faults: string[] = []
  let links = 0
  for (const workspaceId of await withSystem(db, chained)) {
    let [before, number] = [first, 0]
    for (;;) {
      const found = await withSystem(db, (tx) => chainOf(tx, workspaceId, number, chunk))
      if (found.length === 0) break
      for (const { link, event } of found) {
        links += 1
        const where = `audit of workspace ${workspaceId}, link ${link.number}`
        if (link.number !== number + 1) faults.push(`${where}: a link before it is gone`)
        if (event === null) faults.push(`${where}: its event is gone`)
        else if (linkHash(before, link.number, event) !== link.hash) faults.push(`${where}: it does not fit its event`)
        before = link.hash
        number = link.number
      }
    }
  }
  return { links, faults }
}
