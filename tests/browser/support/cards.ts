// Cards as the server would send them.
import type { Card, CardVariant, ReplyChoice } from '../../../src/core/chat.ts'

/** A card of the opening post: two networks that say the same, one with its own words. */
export function openingCard(more: Partial<Card> = {}): Card {
  const same = 'Monday at eight we open the new place. The first coffee is on us.'
  return {
    postId: 'post-1',
    number: 1,
    version: 1,
    hash: 'h1',
    status: 'draft',
    head: 'Bar Luce · draft 1',
    variants: [
      variant('bluesky', same, 65, 300),
      variant('mastodon', same, 65, 500),
      variant('x', `${same} See you at the counter, bring a friend and a good story about coffee.`, 262, 280),
    ],
    media: [],
    dueAt: '2026-11-24T08:00:00Z',
    zone: 'Europe/Rome',
    ...more,
  }
}

/** One network's words. */
export function variant(platform: CardVariant['platform'], text: string, used: number, limit: number): CardVariant {
  return {
    platform,
    accountId: `a-${platform}`,
    account: 'Bar Luce',
    text,
    count: { used, limit, unit: 'graphemes' },
    problems: [],
  }
}

/** The choices of a fresh card. */
export function freshChoices(): ReplyChoice[] {
  return ['Approve', 'Change', 'Schedule', 'Picture', 'Discard'].map((label) => ({ id: `c-${label}`, label }))
}
