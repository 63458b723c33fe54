// What only WhatsApp has: signs on a card, replies to an older list, a window that closes, and messages that did not arrive.
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Gateway } from '../../../src/core/ai/gateway.ts'
import { hashToken } from '../../../src/core/secrets.ts'
import { withSystem } from '../../../src/db/client.ts'
import { conversations } from '../../../src/db/schema/conversations.ts'
import { replies } from '../../../src/db/schema/replies.ts'
import { keepLink } from '../../../src/db/sessions.ts'
import { pdfOf } from '../../support/pdf.ts'
import { ourNumber } from '../../support/whatsapp-cloud/server.ts'
import { ogg } from '../../voice/recordings.ts'
import { luce, openWhatsAppDesk, type WhatsAppDesk } from '../whatsapp/desk.ts'
import { cloudWay } from './way.ts'

const words = 'The new oat cappuccino is here and it is very good.'
const dayMs = 24 * 3_600_000

let at: WhatsAppDesk<Awaited<ReturnType<typeof cloudWay>>>
afterEach(() => at.person.close())
const open = async (more: Parameters<typeof cloudWay>[2] = {}) => {
  at = await openWhatsAppDesk((clock, log) => cloudWay(clock, log, more))
}
const seen = () => at.way.shown(luce.number)
const last = () => seen().at(-1) ?? ''
const card = () => at.way.api.shown.findLast((one) => one.text.includes('Approve')) ?? { id: '' }

async function drafted(text = words): Promise<string> {
  await at.person.says(text)
  await at.waits(3_000)
  return card().id
}

async function sends(content: Record<string, unknown>): Promise<void> {
  at.desk.clock.pass(1_000)
  expect(await at.way.brings(luce, content)).toBe(200)
  await at.waits(3_000)
}
const signs = (message_id: string, emoji?: string) => sends({ reaction: { message_id, ...(emoji && { emoji }) } })

describe('a sign', () => {
  beforeEach(() => open())

  it('👍 approves the card it is put on', async () => {
    await signs(await drafted(), '👍')
    expect(last()).toContain('Approved.')
  })

  it('❌ discards it', async () => {
    await signs(await drafted(), '❌')
    expect(last()).toContain('Discarded')
  })

  it('does nothing when it is taken off, on words without choices, or on something of one’s own', async () => {
    const id = await drafted()
    const before = seen().length
    await signs(id)
    await signs('wamid.nobody', '👍')
    await signs(id, '🎉')
    expect(seen()).toHaveLength(before)
    expect(await at.person.posts()).toEqual(['draft'])
  })

  it('on an older card says that it is stale and does nothing', async () => {
    const id = await drafted(`${words} Come and see.`)
    await at.person.says('shorter')
    await at.waits(3_000)
    await signs(id, '👍')
    expect(last()).toContain('This card is from before')
    expect(await at.person.posts()).toEqual(['draft'])
  })
})

describe('a number', () => {
  beforeEach(() => open())

  it('in reply to an older list answers that list', async () => {
    const id = await drafted()
    await at.person.says('help')
    await at.waits(3_000)
    expect(last()).not.toContain('Approve')
    await sends({ text: '1', context: { from: ourNumber, id } })
    expect(last()).toContain('Approved.')
  })

  it('is not taken by what nobody asked for; its labels are said', async () => {
    await drafted()
    await at.person.presses('Approve')
    await at.waits(13_000)
    expect(last()).toContain('Out on Practice')
    expect(last()).toContain('→ “Change” · “Delete”')
    await at.person.says('delete')
    await at.waits(3_000)
    expect(last()).toContain('1 Delete')
  })
})

describe('a document', () => {
  beforeEach(() => open())

  it('becomes a post, by its file and not by what it is called', async () => {
    at.way.api.files.set('2001', { bytes: pdfOf(['The terrace is open until ten.']), type: 'application/pdf' })
    const document = { id: '2001', filename: 'approve.pdf', mime_type: 'application/pdf' }
    await sends({ document })
    expect(last()).toContain('From “approve.pdf”')
    expect(last()).toContain('The terrace is open until ten.')
    expect(await at.person.posts()).toEqual(['draft'])
    at.way.api.files.set('2002', { bytes: Buffer.from('MZ\x90\0 a program'), type: 'application/pdf' })
    await sends({ document: { ...document, id: '2002' } })
    expect(last()).toContain('no file I can use')
  })
})

describe('a picture', () => {
  beforeEach(() => open())

  it('comes in by its id and is shown before the card', async () => {
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()
    at.way.api.files.set('1003', { bytes, type: 'image/jpeg' })
    await sends({ image: { id: '1003', caption: 'The counter is in.' } })
    expect(at.way.api.shown.map((one) => one.picture !== undefined)).toEqual([true, false])
    expect(last()).toContain('The counter is in.')
  })

  it('that is too large, gone, or lies elsewhere is said, and the token is taken nowhere', async () => {
    at.way.api.files.set('1004', { bytes: Buffer.from('x'), type: 'image/jpeg', size: 300_000_000 })
    await sends({ image: { id: '1004' } })
    expect(last()).toContain('Send it smaller')
    await sends({ image: { id: '404' } })
    expect(last()).toContain('Send it smaller')
    expect(at.lines.join('\n')).not.toContain('secrettoken')
  })
})

/** A post goes out while the person has been silent for more than a day. */
async function silentForADay(): Promise<void> {
  await at.person.says(`${words} In two days at ten.`)
  await at.waits(3_000)
  await at.person.presses('Approve')
  await at.waits(3_000)
  expect(last()).toContain('Approved')
  await at.desk.pass(2 * dayMs)
  await at.waits(15_000)
  expect(await at.person.posts()).toEqual(['published'])
}

describe('after a day of silence', () => {
  it('the approved template asks once, and the rest comes when they answer', async () => {
    await open({ template: { name: 'write_to_us', language: 'en' } })
    await silentForADay()
    expect(seen().filter((text) => text === '(write_to_us)')).toHaveLength(1)
    expect(seen().some((text) => text.includes('Out on Practice'))).toBe(false)
    await at.desk.pass(3 * 3_600_000)
    await at.waits(3_000)
    expect(seen().filter((text) => text === '(write_to_us)')).toHaveLength(1)
    await sends({ button: { payload: 'x', text: 'Show me' } })
    expect(seen().some((text) => text.includes('Out on Practice'))).toBe(true)
    expect(at.way.api.sent.filter((one) => one.type === 'template')).toHaveLength(1)
  })

  it('without one it is said in another chat of theirs, with choices that work there', async () => {
    await open()
    await at.desk.person.says('help')
    await silentForADay()
    const [told] = (await at.desk.person.hears()).filter((reply) => reply.text.includes('Out on Practice'))
    expect(told?.text).toMatch(/^This did not reach you on WhatsApp:/)
    expect(told?.choices.map(({ label }) => label)).toEqual(['Change', 'Delete'])
    expect((await at.desk.person.presses('Delete'))[0]?.choices[0]?.label).toBe('Delete')
    await sends({ text: 'help' })
    expect(seen().some((text) => text.includes('Out on Practice'))).toBe(false)
  })

  it('with no other chat it waits until they write, and a number means the list they saw', async () => {
    await open()
    // The web conversation of the test desk is another place of theirs; here they have none.
    await withSystem(at.desk.db, async (tx) => {
      await tx.delete(conversations).where(eq(conversations.chat, 'web'))
    })
    await silentForADay()
    expect(seen().some((text) => text.includes('Out on Practice'))).toBe(false)
    await sends({ text: 'help' })
    expect(seen().some((text) => text.includes('Out on Practice'))).toBe(true)
  })
})

describe('a message that did not arrive', () => {
  beforeEach(() => open())
  const waiting = () => withSystem(at.desk.db, (tx) => tx.select().from(replies))

  it('is brought again', async () => {
    const id = await drafted()
    at.way.api.loses(id, 131_000)
    await at.waits(70_000)
    expect(last()).toContain(words)
    expect(card().id).not.toBe(id)
  })

  it('is told in another chat after some tries', async () => {
    await at.desk.person.says('help')
    await drafted()
    for (let i = 0; i < 5; i++) {
      const { id } = card()
      if (id !== '') at.way.api.loses(id, 131_000)
      await at.waits(70_000)
    }
    expect(card().id).toBe('')
    const told = await at.desk.person.hears()
    expect(told.some((reply) => reply.text.includes('This did not reach you on WhatsApp'))).toBe(true)
    expect(told.at(-1)?.choices[0]?.label).toBe('Approve')
  })

  it('is told elsewhere at once where the number has no WhatsApp', async () => {
    await at.desk.person.says('help')
    at.way.api.loses(await drafted(), 131_026)
    await at.waits(1_000)
    expect((await at.desk.person.hears()).at(-1)?.card?.variants[0]?.text).toContain(words)
  })

  it('is known even where it is told before the sending is written down', async () => {
    const id = await drafted()
    const [row] = await waiting()
    await withSystem(at.desk.db, (tx) =>
      tx
        .update(replies)
        .set({ externalId: 'late' })
        .where(eq(replies.id, row?.id ?? '')),
    )
    at.way.api.loses(id, 131_000)
    await at.waits(1_000)
    await withSystem(at.desk.db, (tx) =>
      tx
        .update(replies)
        .set({ externalId: id })
        .where(eq(replies.id, row?.id ?? '')),
    )
    await at.waits(70_000)
    expect(card().id).not.toBe(id)
    expect(card().id).not.toBe('')
  })

  it('is refused by a token that is good no more: the operator is told, and it goes out afterwards', async () => {
    at.way.api.trouble({ kind: 'refuse', code: 190, status: 401 }, { times: 2 })
    await at.person.says('drafts')
    await at.waits(20_000)
    expect(last()).toContain('No drafts')
    expect(at.lines.join('\n')).toContain('WHATSAPP_CLOUD_TOKEN')
    expect(at.lines.join('\n')).not.toContain('secrettoken')
  })
})

describe('a number is paired', () => {
  it('by a one-time code, and a code that is used up says so', async () => {
    at = await openWhatsAppDesk((clock, log) => cloudWay(clock, log), { isKnown: false })
    const code = 'c'.repeat(43)
    const { personId } = at.desk.seat
    const expiresAt = new Date(at.desk.clock.now().getTime() + 900_000)
    await withSystem(at.desk.db, (tx) => keepLink(tx, { personId, hash: hashToken(code), expiresAt }))
    expect(await at.way.chat.invite?.(code)).toContain(`https://wa.me/15550783881?text=%2Fstart%20${code}`)
    await at.person.says('hello')
    expect(last()).toContain('This is a private desk')
    await at.person.says(`/start ${code}`)
    await at.waits(3_000)
    await at.person.says('skip all')
    await at.waits(3_000)
    await at.person.says(words)
    await at.waits(3_000)
    expect(last()).toContain('1 Approve')
  })
})

describe('a voice note', () => {
  const spoken = 'So yesterday the first customer came in with her dog.'
  const gateway: Gateway = {
    write: async ({ quoted }) => ({ texts: new Map([['practice', quoted ?? '']]), micros: 0 }),
    transcriber: { listen: async () => ({ text: spoken, micros: 0 }) },
  }

  it('becomes a transcript and a draft, and 1 approves', async () => {
    at = await openWhatsAppDesk((clock, log) => cloudWay(clock, log), { desk: { gateway } })
    at.way.api.files.set('77', { bytes: ogg(38), type: 'audio/ogg; codecs=opus' })
    await sends({ audio: { id: '77', voice: true, mime_type: 'audio/ogg; codecs=opus' } })
    expect(last()).toContain(`I heard: “${spoken}”`)
    expect(last()).toContain('*Practice*')
    await sends({ text: '1' })
    expect(last()).toContain('Approved.')
  })
})
