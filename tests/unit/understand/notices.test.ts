// What is said about notifications: whole messages, in both languages, and words that only look like it.
import { expect, it } from 'vitest'
import { readNotices } from '../../../src/bot/understand/notices.ts'

const on = (kinds: string[], ways: string[]) => ({ kind: 'notify', kinds, ways, isOn: true })
const off = (kinds: string[], ways: string[]) => ({ kind: 'notify', kinds, ways, isOn: false })

it.each([
  ['notify me by e-mail when a post fails', on(['failed'], ['mail'])],
  ['Notify me by email when posts fail', on(['failed'], ['mail'])],
  ['tell me when a post is published by webhook', on(['published'], ['webhook'])],
  ['notify me in the chat and by e-mail if a post goes out', on(['published'], ['mail', 'chat'])],
  ['e-mail me when my approval is needed', on(['approval'], ['mail'])],
  ['notify me by webhook about everything', on([], ['webhook'])],
  ['notify me when an account is lost', on(['accountLost'], [])],
  ['notify me by e-mail when a post fails or an account is lost', on(['failed', 'accountLost'], ['mail'])],
  ["don't notify me when a post is published", off(['published'], [])],
  ['stop e-mailing me about everything', off([], ['mail'])],
  ['notifications', { kind: 'showNotices' }],
  ['/notifications', { kind: 'showNotices' }],
  ['avvisami per e-mail quando un post non riesce', on(['failed'], ['mail'])],
  ['avvisami quando un post è uscito con il webhook', on(['published'], ['webhook'])],
  ['non avvisarmi per e-mail quando un post esce', off(['published'], ['mail'])],
  ['notifiche', { kind: 'showNotices' }],
])('%s', (said, intent) => {
  expect(readNotices(said)).toEqual(intent)
})

it.each([
  'Tell me when you last laughed',
  'Notify me by pigeon when a post fails',
  'We notify our guests when a post fails to arrive',
  'tell me about the new espresso bar',
  'Notifications are the worst part of any telephone',
])('%s is none of it', (said) => {
  expect(readNotices(said)).toBeUndefined()
})
