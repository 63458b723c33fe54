// Changes of what is public, as far as approving them goes.
import { writeApproval, writeGrants, type Yes } from '../../db/approvals.ts'
import type { Tx } from '../../db/client.ts'
import { writeCorrection } from '../../db/corrections.ts'
import type { VariantView } from '../outcome.ts'

/** Approves changes of what is public. What is already on its way to another wording is left out. */
export async function approveChanges(
  tx: Tx,
  yes: Yes,
  changes: { publicationId: string; variantId: string; variantHash: string }[],
): Promise<void> {
  const { workspaceId, at: createdAt } = yes
  const approvalId = await writeApproval(tx, yes)
  for (const { publicationId, variantId, variantHash } of changes) {
    const [grantId = ''] = await writeGrants(tx, yes, approvalId, [{ id: publicationId, variantHash }])
    await writeCorrection(tx, { workspaceId, publicationId, variantId, variantHash, grantId, createdAt })
  }
}

/** The networks on which a change is proposed and waits for a yes. */
export function proposed(variants: readonly VariantView[]): VariantView[] {
  return variants.filter((one) => one.change === 'proposed')
}
