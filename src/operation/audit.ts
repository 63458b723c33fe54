// Checks every publication that was ever sent against its approval, and the chain over what was done. Reads only.
import { faultsOf } from '../core/posts/trail.ts'
import { verifyChains } from '../core/team/chain.ts'
import { type Db, withSystem } from '../db/client.ts'
import { countPublications, nextTrails } from '../db/trail.ts'

/** What was looked at, and each fault with the publication it is about. */
export type Audit = { publications: number; sent: number; attempts: number; links: number; faults: string[] }

/** Walks the whole ledger a few hundred publications at a time. */
export async function auditTrail(db: Db): Promise<Audit> {
  const audit: Audit = { publications: 0, sent: 0, attempts: 0, links: 0, faults: [] }
  audit.publications = await withSystem(db, countPublications)
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const trails = await withSystem(db, (tx) => nextTrails(tx, after, 300))
    for (const trail of trails) {
      const { id, workspaceId } = trail.publication
      audit.sent += 1
      audit.attempts += trail.attempts.length
      for (const fault of faultsOf(trail, id))
        audit.faults.push(`publication ${id} (workspace ${workspaceId}): ${fault}`)
    }
    const last = trails.at(-1)
    if (last === undefined) break
    after = last.publication.id
  }
  const chains = await verifyChains(db)
  audit.links = chains.links
  audit.faults.push(...chains.faults)
  return audit
}
