// The brand as it is read and set outside the chat, for the API and the page alike.
import { termsOfRule } from '../core/brand/rule.ts'
import { changeBrand, getBrand } from '../db/brands.ts'
import { withSystem, withWorkspace } from '../db/client.ts'
import { closeDialogs } from '../db/conversations.ts'
import { listFacts, replaceFacts, replaceRules, voiceOf } from '../db/memory.ts'
import type { Language, PlatformId } from '../db/words.ts'
import type { House } from './house.ts'
import { type Asker, demand, mayApprove } from './identify.ts'
import { written } from './written.ts'

/** What is known of a brand, with its rules and facts. */
export type KnownBrand = Awaited<ReturnType<typeof readBrand>>

/** What is set of a brand; what is left out stays as it is. */
export type BrandChange = {
  name: string
  zone: string
  language: Language
  website?: string | null
  voice?: string | null
  audience?: string | null
  /** As #rrggbb. */
  colour?: string | null
  industry?: string | null
  platforms?: PlatformId[] | null
  rules?: string[]
  facts?: { text: string; until: Date | null }[]
}

/** The brand of the asker's workspace. */
export function readBrand(house: House, asker: Asker) {
  return withWorkspace(house.app.ctx.db, asker.workspaceId, async (tx) => ({
    ...(await getBrand(tx)),
    rules: (await voiceOf(tx, house.app.ctx.clock.now())).rules,
    facts: await listFacts(tx),
  }))
}

/** Sets the brand; it counts as set up from then on, and an open set-up dialog is closed. Throws a problem for those who may not. */
export async function setBrand(house: House, asker: Asker, change: BrandChange): Promise<void> {
  demand(asker, mayApprove(asker))
  const { workspaceId } = asker
  const { db, clock } = house.app.ctx
  const { rules, facts, ...profile } = change
  const now = clock.now()
  await withWorkspace(db, workspaceId, async (tx) => {
    const { setUpAt } = await getBrand(tx)
    await changeBrand(tx, workspaceId, { ...profile, setUpAt: setUpAt ?? now, updatedAt: now })
    if (rules !== undefined)
      await replaceRules(
        tx,
        workspaceId,
        rules.map((text) => ({ text, terms: termsOfRule(text) })),
      )
    if (facts !== undefined) await replaceFacts(tx, workspaceId, facts)
    await written(house, tx, asker, 'set brand')
  })
  await withSystem(db, (tx) => closeDialogs(tx, workspaceId, 'onboard'))
}

/** A website as an address: `barluce.example` becomes https; undefined for what is none. */
export function websiteOf(said: string): string | undefined {
  const address = /^https?:\/\//i.test(said) ? said : `https://${said}`
  if (!URL.canParse(address) || /\s/.test(said)) return undefined
  const { protocol, hostname, username } = new URL(address)
  return /^https?:$/.test(protocol) && hostname.includes('.') && username === '' ? address : undefined
}
