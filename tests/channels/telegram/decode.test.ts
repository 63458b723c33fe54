// What each kind of update means, from payloads as Telegram writes them.
import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/channels/chat/telegram/decode.ts'

const self = { id: 99, username: 'leopost_bot' }
const now = new Date('2026-11-24T09:00:30.400Z')
const from = { id: 501, is_bot: false, first_name: 'Luce', last_name: 'Bianchi' }
const chat = { id: 501, type: 'private', first_name: 'Luce' }
const group = { id: -700, type: 'supergroup', title: 'Team' }
const date = 1_795_510_830

const message = (more: object) => ({ message_id: 7, date, chat, from, ...more })
const hear = (update: object) => decode({ update_id: 1, ...update }, self, now)
const said = (more: object) => {
  const heard = hear({ message: message(more) })
  if (heard.kind !== 'said') throw new Error(`it was ${heard.kind}`)
  const { file } = heard
  return {
    ...heard.inbound,
    ...(file !== undefined && { photo: file.id, ...(file.called?.name && { name: file.called.name }) }),
  }
}

describe('a message', () => {
  it('has its words, its place, its sender and its time', () => {
    expect(hear({ message: message({ text: ' New hours. ' }) })).toEqual({
      kind: 'said',
      sender: { externalId: '501', name: 'Luce Bianchi' },
      inbound: { id: '7', address: '501', sentAt: new Date(date * 1000), text: 'New hours.' },
    })
  })

  it.for([
    ['a text', { text: 'Open on Monday.' }, { text: 'Open on Monday.' }],
    ['a caption', { caption: 'The counter.', photo: sizes() }, { text: 'The counter.', photo: 'large' }],
    ['a picture alone, the largest of its sizes', { photo: sizes() }, { photo: 'large' }],
    ['a picture sent as a file', { document: { file_id: 'doc', mime_type: 'image/png' } }, { photo: 'doc' }],
    [
      'a picture that is not handed out',
      { document: { file_id: 'doc', mime_type: 'image/png', file_size: 20_000_001 } },
      { unread: 'tooLarge' },
    ],
    ['a voice note', { voice: { file_id: 'v', duration: 38 } }, { photo: 'v' }],
    ['a sound too large', { audio: { file_id: 'v', file_size: 20_000_001 } }, { unread: 'tooLarge' }],
    ['a film', { video: { file_id: 'v' }, caption: 'See' }, { text: 'See', photo: 'v' }],
    ['a film too large', { video: { file_id: 'v', file_size: 20_000_001 } }, { unread: 'tooLarge' }],
    [
      'an animation',
      { animation: { file_id: 'a' }, document: { file_id: 'd', mime_type: 'image/gif' } },
      { photo: 'a' },
    ],
    ['a document', { document: { file_id: 'd', mime_type: 'application/pdf' } }, { photo: 'd' }],
    [
      'a text with a name',
      {
        document: { file_id: 'd', file_name: 'notes.md', mime_type: 'application/octet-stream' },
        caption: 'post this',
      },
      { text: 'post this', photo: 'd', name: 'notes.md' },
    ],
    [
      'a document nobody reads here',
      { document: { file_id: 'd', file_name: 'a.docx', mime_type: 'application/msword' } },
      { unread: 'document' },
    ],
    ['a sticker', { sticker: { file_id: 's' } }, { unread: 'other' }],
    ['a reply to us', { text: 'ok', reply_to_message: reply(99) }, { text: 'ok', replyTo: '3' }],
    ['a reply to oneself', { text: 'ok', reply_to_message: reply(501) }, { text: 'ok' }],
    ['a reply to somebody', { text: 'this', reply_to_message: reply(5) }, { text: 'this', quoted: 'Their words' }],
    [
      'a link behind a word',
      { text: '🎉 read this now', entities: [{ type: 'text_link', offset: 8, length: 4, url: 'https://a.example/' }] },
      { text: '🎉 read this (https://a.example/) now' },
    ],
  ] as const)('with %s', ([, content, expected]) => {
    const { id, address, sentAt, ...rest } = said(content)
    expect(rest).toEqual(expected)
  })

  it.for([
    [{ type: 'user', date, sender_user: { id: 8, first_name: 'Ada' } }, 'Ada'],
    [{ type: 'hidden_user', date, sender_user_name: 'Somebody' }, 'Somebody'],
    [{ type: 'chat', date, sender_chat: { id: -3, type: 'group', title: 'Cooks' } }, 'Cooks'],
    [{ type: 'channel', date, message_id: 4, chat: { id: -4, type: 'channel', title: 'News' } }, 'News'],
  ] as const)('that was forwarded is never in own words: %o', ([origin, name]) => {
    const heard = said({ text: 'approve', forward_origin: origin })
    expect([heard.text, heard.quoted, heard.forwardedFrom]).toEqual([undefined, 'approve', name])
  })

  it('that changes names the one it replaces, and is another each time', () => {
    const change = (edit_date: number) => hear({ edited_message: message({ text: 'Better.', edit_date }) })
    expect(change(date + 9)).toMatchObject({ inbound: { edits: '7', id: `7/edit/${date + 9}`, text: 'Better.' } })
    expect(change(date + 10)).toMatchObject({ inbound: { id: `7/edit/${date + 10}` } })
  })

  it('of Telegram itself, of a bot, or of a kind nobody knows is nothing', () => {
    for (const update of [
      { message: message({ new_chat_members: [from] }) },
      { message: message({ pinned_message: {} }) },
      { message: message({ text: 'hello', from: { ...from, is_bot: true } }) },
      { message: { ...message({ text: 'hello' }), from: undefined } },
      { message: { text: 'no id, no chat' } },
      { channel_post: message({ text: 'hello' }) },
      { poll: { id: '1' } },
      { something_of_next_year: {} },
    ])
      expect(hear(update)).toEqual({ kind: 'nothing' })
    expect(decode('nonsense', self, now)).toEqual({ kind: 'nothing' })
    expect(decode(null, self, now)).toEqual({ kind: 'nothing' })
  })
})

describe('in a group', () => {
  it.for([
    ['not meant for us', { text: 'lunch?' }, undefined],
    ['a mention', { text: '@Leopost_bot write about lunch' }, 'write about lunch'],
    ['a command with our name', { text: '/drafts@leopost_bot' }, '/drafts'],
    ['a command without it', { text: '/drafts' }, undefined],
    ['a reply to us', { text: 'ok', reply_to_message: reply(99) }, 'ok'],
    ['a bot of almost our name', { text: '@leopost_botany hello' }, undefined],
  ] as const)('%s', ([, content, text]) => {
    const heard = hear({ message: message({ ...content, chat: group }) })
    expect(heard.kind === 'said' ? heard.inbound.text : undefined).toBe(text)
  })

  it('everybody has a conversation of their own', () => {
    const words = { text: '@leopost_bot hello', chat: group }
    const other = hear({ message: { ...message(words), from: { ...from, id: 502 } } })
    expect([said(words).address, other.kind === 'said' && other.inbound.address]).toEqual(['-700/501', '-700/502'])
  })
})

describe('a press', () => {
  it('is the choice it carries, at the moment it comes', () => {
    const query = { id: '12345', from, chat_instance: '1', data: 'aBc_-9', message: { message_id: 3, date: 0, chat } }
    expect(hear({ callback_query: query })).toEqual({
      kind: 'pressed',
      sender: { externalId: '501', name: 'Luce Bianchi' },
      inbound: { id: 'press/12345', address: '501', sentAt: now, choice: 'aBc_-9' },
      query: '12345',
    })
  })
})

describe('a channel', () => {
  const channel = { id: -1001, type: 'channel', title: 'Bar Luce' }
  const change = (old: object, fresh: object, where: object = channel) =>
    hear({ my_chat_member: { chat: where, from, date, old_chat_member: old, new_chat_member: fresh } })
  const poster = { status: 'administrator', can_post_messages: true }

  it('is offered by whoever lets the bot post there', () => {
    expect(change({ status: 'left' }, poster)).toMatchObject({
      kind: 'offered',
      offer: { platform: 'telegram', remoteId: '-1001', name: 'Bar Luce', by: { externalId: '501' }, address: '501' },
    })
  })

  it('is not offered without the right to post, by a change of other rights, or where it is a group', () => {
    expect(change({ status: 'left' }, { status: 'administrator', can_post_messages: false }).kind).toBe('nothing')
    expect(change(poster, poster).kind).toBe('nothing')
    expect(change(poster, { status: 'kicked' }).kind).toBe('nothing')
    expect(change({ status: 'left' }, poster, group).kind).toBe('nothing')
  })
})

function sizes() {
  return [
    { file_id: 'small', width: 90, height: 60 },
    { file_id: 'large', width: 1280, height: 853 },
    { file_id: 'middle', width: 320, height: 213 },
  ]
}

function reply(id: number) {
  return { message_id: 3, date: 0, chat: {}, from: { id, is_bot: id === 99, first_name: 'x' }, text: 'Their words' }
}
