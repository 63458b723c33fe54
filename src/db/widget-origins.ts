// Sites on which the widget of a workspace may run.
import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { widgetOrigins } from './schema/widget-origins.ts'

export type WidgetOrigin = typeof widgetOrigins.$inferSelect

/** The sites of the workspace of this transaction. */
export function listOrigins(tx: Tx): Promise<WidgetOrigin[]> {
  return tx.select().from(widgetOrigins).orderBy(asc(widgetOrigins.origin))
}

/** A site of one workspace, or undefined where it is not listed. */
export async function getOrigin(tx: Tx, workspaceId: string, origin: string): Promise<WidgetOrigin | undefined> {
  const [found] = await tx
    .select()
    .from(widgetOrigins)
    .where(and(eq(widgetOrigins.workspaceId, workspaceId), eq(widgetOrigins.origin, origin)))
  return found
}

/** True where any workspace of the installation lists the site. System role only. */
export async function isListed(tx: Tx, origin: string): Promise<boolean> {
  const found = await tx
    .select({ id: widgetOrigins.id })
    .from(widgetOrigins)
    .where(eq(widgetOrigins.origin, origin))
    .limit(1)
  return found.length > 0
}

/** Lists a site, or changes whether it is trusted. */
export async function putOrigin(
  tx: Tx,
  given: { workspaceId: string; origin: string; isTrusted: boolean },
): Promise<WidgetOrigin> {
  const [kept] = await tx
    .insert(widgetOrigins)
    .values(given)
    .onConflictDoUpdate({
      target: [widgetOrigins.workspaceId, widgetOrigins.origin],
      set: { isTrusted: given.isTrusted },
    })
    .returning()
  if (kept === undefined) throw new Error('a site was not written')
  return kept
}

/** Takes a site off the list. False where it was not on it. */
export async function removeOrigin(tx: Tx, id: string): Promise<boolean> {
  const removed = await tx.delete(widgetOrigins).where(eq(widgetOrigins.id, id)).returning({ id: widgetOrigins.id })
  return removed.length > 0
}
