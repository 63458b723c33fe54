// The keys for models that a workspace brought itself. In the transaction of one workspace.
import { asc, eq } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { modelKeys } from './schema/model-keys.ts'
import type { ModelProvider } from './words.ts'

export type ModelKeyRow = typeof modelKeys.$inferSelect

/** The keys of the workspace, oldest first: the order in which their models are asked. A changed key is a new row. */
export function listModelKeys(tx: Tx): Promise<ModelKeyRow[]> {
  return tx.select().from(modelKeys).orderBy(asc(modelKeys.createdAt), asc(modelKeys.id))
}

/** Keeps a key in the place of an earlier one for the same provider. */
export async function keepModelKey(tx: Tx, given: typeof modelKeys.$inferInsert): Promise<void> {
  await tx.delete(modelKeys).where(eq(modelKeys.provider, given.provider))
  await tx.insert(modelKeys).values(given)
}

/** Forgets the key for a provider; false where there was none. */
export async function forgetModelKey(tx: Tx, provider: ModelProvider): Promise<boolean> {
  const gone = await tx.delete(modelKeys).where(eq(modelKeys.provider, provider)).returning({ id: modelKeys.id })
  return gone.length > 0
}
