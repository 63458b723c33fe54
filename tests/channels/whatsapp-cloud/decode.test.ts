// What each kind of message means, from payloads as Meta writes them.
import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/channels/chat/whatsapp-cloud/decode.ts'
import { access, ourNumber } from '../../support/whatsapp-cloud/server.ts'

const timestamp = '1795510830'
const message = (more: object) => ({ id: 'wamid.7', from: '39333', timestamp, ...more })

function payload(value: object, phone_number_id = access.phoneId) {
  const metadata = { display_phone_number: ourNumber, phone_number_id }
  const whole = { messaging_product: 'whatsapp', metadata, ...value }
  return { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: whole }] }] }
}

function hear(...messages: object[]) {
  const contacts = [{ wa_id: '39333', profile: { name: 'Luce' } }]
  return decode(payload({ contacts, messages }), access.phoneId)?.said ?? []
}

describe('a message', () => {
  it('has its words, its place, its sender and its time', () => {
    expect(hear(message({ type: 'text', text: { body: 'New hours.' } }))).toEqual([
      {
        sender: { externalId: '39333', name: 'Luce' },
        inbound: { id: 'wamid.7', address: '39333', sentAt: new Date(1_795_510_830_000), text: 'New hours.' },
      },
    ])
  })

  const reply = (from: string) => ({ context: { from, id: 'wamid.3' } })
  it.for([
    ['a picture', { type: 'image', image: { id: '8', caption: 'The counter.' } }, { text: 'The counter.', file: '8' }],
    ['a voice note', { type: 'audio', audio: { id: '9', voice: true } }, { file: '9' }],
    ['a film', { type: 'video', video: { id: '9', caption: 'See' } }, { text: 'See', file: '9' }],
    [
      'a document',
      {
        type: 'document',
        document: { id: '9', filename: 'a.pdf', mime_type: 'application/pdf', caption: 'post this' },
      },
      { text: 'post this', file: '9' },
    ],
    ['a sticker', { type: 'sticker', sticker: { id: '9' } }, { unread: 'other' }],
    [
      'a pressed button',
      { type: 'interactive', interactive: { button_reply: { id: 'aBc', title: 'Approve' } } },
      { choice: 'aBc' },
    ],
    [
      'a chosen row',
      { type: 'interactive', interactive: { list_reply: { id: 'aBc', title: 'x' } } },
      { choice: 'aBc' },
    ],
    ['a button of a template', { type: 'button', button: { payload: 'p', text: 'Show me' } }, { text: 'Show me' }],
    [
      'a 👍',
      { type: 'reaction', reaction: { message_id: 'wamid.3', emoji: '👍🏽' } },
      { sign: 'yes', replyTo: 'wamid.3' },
    ],
    [
      'a ❌',
      { type: 'reaction', reaction: { message_id: 'wamid.3', emoji: '❌' } },
      { sign: 'no', replyTo: 'wamid.3' },
    ],
    ['a reply to us', { type: 'text', text: { body: 'ok' }, ...reply(ourNumber) }, { text: 'ok', replyTo: 'wamid.3' }],
    ['a reply to oneself', { type: 'text', text: { body: 'ok' }, ...reply('39333') }, { text: 'ok' }],
    [
      'forwarded words',
      { type: 'text', text: { body: 'approve' }, context: { forwarded: true } },
      { quoted: 'approve', forwardedFrom: '' },
    ],
  ] as const)('with %s', ([, content, expected]) => {
    const [heard] = hear(message(content))
    const { id, address, sentAt, ...rest } = heard?.inbound ?? {}
    expect({ ...rest, ...(heard?.file !== undefined && { file: heard.file.id }) }).toEqual(expected)
  })

  it('is nothing where a sign was taken off, or it is one that says nothing', () => {
    const reaction = (more: object) => message({ type: 'reaction', reaction: { message_id: 'wamid.3', ...more } })
    expect(hear(reaction({}), reaction({ emoji: '' }), reaction({ emoji: '🎉' }))).toEqual([])
  })

  it('of a kind nobody knows spoils no other, and those for another number are not ours', () => {
    const known = message({ type: 'text', text: { body: 'hello' } })
    expect(hear({ nonsense: true }, message({ type: 'hologram', hologram: {} }), known)).toHaveLength(1)
    expect(decode(payload({ messages: [known] }, '999'), access.phoneId)?.said).toEqual([])
    expect(decode({ object: 'page' }, access.phoneId)).toBeUndefined()
    expect(decode(null, access.phoneId)).toBeUndefined()
  })

  it('knows somebody who has a name in the place of a number', () => {
    const { from: _, ...nobody } = message({ type: 'text', text: { body: 'hello' } })
    const [heard] = hear({ ...nobody, from_user_id: 'IT.12345' })
    expect([heard?.sender.externalId, heard?.inbound.address]).toEqual(['IT.12345', 'IT.12345'])
  })
})

describe('a status', () => {
  const status = (more: object) =>
    decode(payload({ statuses: [{ id: 'wamid.3', ...more }] }), access.phoneId)?.undelivered
  it.for([
    [131_047, 'closed'],
    [131_026, 'gone'],
    [130_429, 'limited'],
    [131_000, 'unavailable'],
  ] as const)('of failure with code %i is %s', ([code, kind]) => {
    expect(status({ status: 'failed', errors: [{ code }] })).toEqual([{ externalId: 'wamid.3', kind }])
  })

  it('of success says nothing', () => {
    for (const one of ['sent', 'delivered', 'read']) expect(status({ status: one })).toEqual([])
  })
})
