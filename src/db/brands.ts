// The profile of the brand of one workspace. What is remembered beside it is in memory.ts.
import { eq } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { brands } from './schema/brands.ts'

export type BrandRow = typeof brands.$inferSelect

/** The profile of the workspace of this transaction. */
export async function getBrand(tx: Tx): Promise<BrandRow> {
  const [brand] = await tx.select().from(brands)
  if (brand === undefined) throw new Error('a workspace without a brand')
  return brand
}

/** Changes what is given of the profile and returns it. */
export async function changeBrand(
  tx: Tx,
  workspaceId: string,
  change: Partial<typeof brands.$inferInsert>,
): Promise<BrandRow> {
  const [brand] = await tx.update(brands).set(change).where(eq(brands.workspaceId, workspaceId)).returning()
  if (brand === undefined) throw new Error('a workspace without a brand')
  return brand
}
