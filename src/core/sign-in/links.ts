// Links that let somebody in, brought where only they read: by mail, or into a chat that knows them. A job, so that whoever
// asks is answered alike and at once.
import { withSystem } from '../../db/client.ts'
import { keepLink } from '../../db/sessions.ts'
import { seatOf } from '../../db/tenants.ts'
import {
  chatsOfPerson,
  dropAskForLink,
  getEmail,
  mailboxOf,
  personCalled,
  putOffAskForLink,
  type SignInAsk,
  setEmailCode,
  takeAsksForLinks,
} from '../../db/ways-in.ts'
import type { Language } from '../../db/words.ts'
import type { Context } from '../context.ts'
import { type Letter, MailError, type Mailer } from '../mail.ts'
import { hashToken, newToken } from '../secrets.ts'

const linkMs = 15 * 60_000
const confirmMs = 24 * 3_600_000
const leaseSeconds = 60
const chunk = 20
/** Nobody waits longer than this for a link. */
const mostAttempts = 6
const firstWaitMs = 5_000

/** What is written in a letter, by what it is for. */
export type LetterWords = Record<'signIn' | 'confirm', (url: string) => { subject: string; text: string }>

type World = Pick<Context, 'db' | 'clock' | 'log' | 'tell' | 'publicUrl'> & {
  mailer: Mailer | undefined
  /** True where only one person reads what is said at an address of a chat. */
  isAlone: (chat: string, address: string) => boolean
  words: (language: Language) => LetterWords
}

/** Brings what waits; safe in several processes at once. Answers how many were looked at. */
export async function bringLinks(world: World): Promise<number> {
  const now = world.clock.now()
  const asks = await withSystem(world.db, (tx) => takeAsksForLinks(tx, { now, seconds: leaseSeconds, limit: chunk }))
  await Promise.all(asks.map((ask) => bring(world, ask)))
  return asks.length
}

/** One wish; a mail server that does not answer is asked again, a few times. */
async function bring(world: World, ask: SignInAsk): Promise<void> {
  const { db, clock, log } = world
  try {
    if (ask.emailId !== null) await askToConfirm(world, ask, ask.emailId)
    else if (ask.way === 'mail') await byMail(world, ask)
    else await intoChat(world, ask)
    await withSystem(db, (tx) => dropAskForLink(tx, ask.id))
  } catch (error) {
    log.warn({ attempts: ask.attempts, err: error }, 'a link was not brought')
    const isOver = ask.attempts >= mostAttempts || (error instanceof MailError && error.kind === 'refused')
    const tryAt = new Date(clock.now().getTime() + firstWaitMs * 2 ** (ask.attempts - 1))
    await withSystem(db, (tx) => (isOver ? dropAskForLink(tx, ask.id) : putOffAskForLink(tx, ask.id, tryAt)))
  }
}

/** A code is made for each try: none is kept anywhere but as its hash. */
async function byMail(world: World, ask: SignInAsk): Promise<void> {
  const { db, clock, mailer } = world
  if (mailer === undefined) return
  const made = await withSystem(db, async (tx) => {
    const said = ask.said ?? ''
    const personId = await personCalled(tx, said)
    // An address that somebody was found by is a confirmed one of theirs.
    const to = personId === undefined || said.includes('@') ? said : await mailboxOf(tx, personId)
    if (personId === undefined || to === undefined || (await seatOf(tx, personId)) === undefined) return undefined
    const code = newToken()
    const expiresAt = new Date(clock.now().getTime() + linkMs)
    await keepLink(tx, { personId, hash: hashToken(code), expiresAt })
    return { to, code }
  })
  if (made === undefined) return
  const url = `${world.publicUrl()}/sign-in/${made.code}`
  await mailer.send(letter(ask, made.to, world.words(ask.language).signIn(url)))
}

/** The link in the chat where the person talks alone, never in a group, and only where they have a seat. */
async function intoChat({ db, clock, tell, publicUrl, isAlone }: World, ask: SignInAsk): Promise<void> {
  await withSystem(db, async (tx) => {
    const personId = await personCalled(tx, ask.said ?? '')
    if (personId === undefined) return
    const place = (await chatsOfPerson(tx, personId)).find(({ chat, address }) => isAlone(chat, address))
    const seat = (await seatOf(tx, personId, place?.workspaceId)) ?? (await seatOf(tx, personId))
    if (place === undefined || seat === undefined) return
    const { workspaceId } = seat
    const code = newToken()
    const expiresAt = new Date(clock.now().getTime() + linkMs)
    await keepLink(tx, { personId, hash: hashToken(code), expiresAt, workspaceId, target: '/' })
    await tell(
      tx,
      { conversationId: place.id, workspaceId },
      { kind: 'signInAt', url: `${publicUrl()}/sign-in/${code}` },
    )
  })
}

async function askToConfirm(world: World, ask: SignInAsk, emailId: string): Promise<void> {
  const { db, clock, mailer } = world
  if (mailer === undefined) return
  const code = newToken()
  const email = await withSystem(db, async (tx) => {
    const found = await getEmail(tx, emailId)
    if (found === undefined || found.confirmedAt !== null) return undefined
    const expiresAt = new Date(clock.now().getTime() + confirmMs)
    await setEmailCode(tx, emailId, { hash: hashToken(code), expiresAt })
    return found
  })
  if (email === undefined) return
  const url = `${world.publicUrl()}/account/emails/confirm/${code}`
  await mailer.send(letter(ask, email.address, world.words(ask.language).confirm(url)))
}

function letter(ask: SignInAsk, to: string, said: { subject: string; text: string }): Letter {
  return { id: `${ask.id}.${ask.attempts}`, to, ...said }
}
