// Choices beside the words: said in the chat, shown on the card, part of what is approved, and sent.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { join, type Networks, openNetworks } from '../channels/networks.ts'

let on: Networks
beforeEach(async () => {
  on = await openNetworks()
  await join(on, 'mastodon')
  await join(on, 'telegram')
})
afterEach(() => on.close())

const optionsOf = (replies: Awaited<ReturnType<Networks['desk']['person']['says']>>) =>
  replies.at(-1)?.card?.variants.map(({ platform, options }) => [platform, options ?? []])

it('go out as they were chosen', async () => {
  const { person } = on.desk
  await person.says('https://barluce.example opens on Monday. Mastodon and Telegram')
  await person.says('make it unlisted on mastodon')
  await person.says('content warning: Coffee')
  await person.says('language: italian')
  expect(optionsOf(await person.says('send it silently, without link preview'))).toEqual([
    ['mastodon', ['unlisted', 'warning: Coffee', 'language: it']],
    ['telegram', ['silent', 'without link preview']],
  ])
  await person.presses('Approve')
  await on.desk.pass(11_000)
  expect(on.mastodon.server.posts).toMatchObject([{ visibility: 'unlisted', spoiler_text: 'Coffee', language: 'it' }])
  expect(on.channel()).toMatchObject([{ silent: true, preview: false }])
})

it('change what was approved, so that it is approved again', async () => {
  const { person } = on.desk
  await person.says('We open on Monday at the corner. mastodon. tomorrow at nine')
  await person.presses('Approve')
  await person.says('unlisted')
  expect((await on.desk.publications()).map(({ status }) => status)).toEqual(['draft'])
})

it('stay when the words change, and are undone', async () => {
  const { person } = on.desk
  await person.says('We open on Monday. Coffee is free. mastodon')
  await person.says('unlisted')
  expect(optionsOf(await person.says('change it to: Something else entirely.'))).toEqual([['mastodon', ['unlisted']]])
  await person.presses('Undo')
  expect(optionsOf(await person.says('undo'))).toEqual([['mastodon', []]])
})

it('are refused by name where no network takes them', async () => {
  const [reply] = await on.desk.person
    .says('We open on Monday at the corner. mastodon')
    .then(() => on.desk.person.says('send it silently'))
  expect(reply?.text).toContain('cannot be chosen on Mastodon')
})

it('in Italian', async () => {
  const { person } = on.desk
  await person.says('Apriamo lunedì alle otto in piazza. mastodon')
  expect(optionsOf(await person.says('avviso: politica'))).toEqual([['mastodon', ['avviso: politica']]])
})
