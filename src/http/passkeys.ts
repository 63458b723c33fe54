// Passkeys: added, named and taken away by their person, and the way in with one.
import type { Context } from 'hono'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { hashToken, newToken } from '../core/secrets.ts'
import { checkMade, checkSigned, madeShape, signedShape, toMake, toSign } from '../core/sign-in/passkeys.ts'
import { named } from '../core/team/arrivals.ts'
import { record } from '../db/audit.ts'
import { readSystem, withSystem } from '../db/client.ts'
import { teamOf } from '../db/team.ts'
import {
  keepPasskey,
  lockPasskey,
  namePasskey,
  openChallenge,
  passkeysOf,
  removePasskey,
  takeChallenge,
  usedPasskey,
} from '../db/ways-in.ts'
import { isId } from './api/schema.ts'
import { atMost } from './body.ts'
import { atDesk } from './desk.ts'
import { isForeign, ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import { type Asker, identify } from './identify.ts'
import { notFound, ProblemError } from './problem.ts'
import { relyingParty } from './relying-party.ts'
import { letIn } from './sessions.ts'

const challengeMs = 5 * 60_000
const mostPasskeys = 20
const cookie = 'leopost_challenge'
const addBody = z.object({ name: z.string().max(200).default(''), response: madeShape })
const enterBody = z.object({ response: signedShape })

/** `/passkeys` for a person's own, `/passkeys/enter` for who comes. */
export function passkeyRoutes(house: House) {
  const { db, clock } = house.app.ctx
  const guards = [ownWrites(house), atMost(100_000, 'This is too large for a passkey.')] as const
  const later = () => new Date(clock.now().getTime() + challengeMs)

  function site() {
    const party = relyingParty(house.publicUrl())
    if (party === undefined) throw new ProblemError(409, 'Passkeys need a named address: set PUBLIC_URL.')
    return party
  }

  async function member(c: Context<Env>): Promise<Asker & { session: string }> {
    const asker = await identify(house, c)
    if (asker?.by !== 'browser' || asker.session === undefined) throw new ProblemError(401, 'Sign in first.')
    return { ...asker, session: asker.session }
  }

  const written = ({ workspaceId, memberId }: Asker, act: string, passkey: string) =>
    withSystem(db, (tx) => record(tx, [{ workspaceId, memberId, act, detail: { passkey }, createdAt: clock.now() }]))

  return new Hono<Env>()
    .post('/passkeys/options', ...guards, async (c) => {
      const { personId, workspaceId, memberId, session } = await member(c)
      const [known, team] = await readSystem(db, async (tx) => [
        await passkeysOf(tx, personId),
        await teamOf(tx, workspaceId),
      ])
      if (known.length >= mostPasskeys) throw new ProblemError(409, 'Take one of your passkeys away first.')
      const name = team.find(({ id }) => id === memberId)?.name ?? ''
      const options = await toMake(site(), { personId, name, known })
      const { challenge } = options
      await readSystem(db, (tx) => openChallenge(tx, { browser: session, challenge, personId, expiresAt: later() }))
      return c.json(options)
    })
    .post('/passkeys', ...guards, async (c) => {
      const asker = await member(c)
      const { personId, session: browser } = asker
      const said = addBody.safeParse(await c.req.json().catch(() => undefined))
      const challenge = await readSystem(db, (tx) => takeChallenge(tx, { browser, personId, now: clock.now() }))
      const made =
        challenge === undefined || !said.success ? undefined : await checkMade(site(), said.data.response, challenge)
      if (made === undefined) throw new ProblemError(422, 'That is no passkey made for this page just now. Try again.')
      const name = named(said.data?.name ?? '') || 'Passkey'
      const isNew = await readSystem(db, (tx) => keepPasskey(tx, { ...made, personId, name, createdAt: clock.now() }))
      if (!isNew) throw new ProblemError(409, 'That passkey is known already.')
      await written(asker, 'add passkey', hashToken(made.credentialId).slice(0, 16))
      return c.json({ name }, 201)
    })
    .post('/passkeys/:id/name', ...guards, (c) =>
      atDesk(house, c, async ({ asker: { personId } }) => {
        const id = c.req.param('id')
        const said = (await c.req.parseBody()).name
        const name = named(typeof said === 'string' ? said : '') || 'Passkey'
        const isNamed = isId(id) && (await readSystem(db, (tx) => namePasskey(tx, { id, personId, name })))
        if (!isNamed) throw notFound('passkey')
        return c.redirect('/account', 303)
      }),
    )
    .post('/passkeys/:id/remove', ...guards, (c) =>
      atDesk(house, c, async ({ asker }) => {
        const id = c.req.param('id')
        const gone = isId(id) && (await readSystem(db, (tx) => removePasskey(tx, { id, personId: asker.personId })))
        if (!gone) throw notFound('passkey')
        await written(asker, 'remove passkey', id)
        return c.redirect('/account', 303)
      }),
    )
    .post('/passkeys/enter/options', guards[1], async (c) => {
      if (isForeign(house, c)) throw new ProblemError(403, 'This has to come from a page of this installation.')
      await house.limits.spend('door', house.limits.addressOf(c))
      const options = await toSign(site())
      const secret = newToken()
      const { challenge } = options
      const browser = hashToken(secret)
      await readSystem(db, (tx) => openChallenge(tx, { browser, challenge, personId: null, expiresAt: later() }))
      setCookie(c, cookie, secret, {
        ...{ path: '/passkeys', httpOnly: true, sameSite: 'Strict', maxAge: challengeMs / 1000 },
        secure: house.publicUrl().startsWith('https:'),
      })
      return c.json(options)
    })
    .post('/passkeys/enter', guards[1], async (c) => {
      if (isForeign(house, c)) throw new ProblemError(403, 'This has to come from a page of this installation.')
      const address = house.limits.addressOf(c)
      await house.limits.check('signIn', address)
      const personId = await whoSigned(c)
      const opened = personId === undefined ? undefined : await letIn(house, c, personId)
      if (opened === undefined) {
        await house.limits.spend('signIn', address)
        throw new ProblemError(401, 'That passkey does not let anybody in here.')
      }
      return c.json({ to: '/' })
    })

  /** The person whose passkey signed the challenge of this browser; the challenge is gone, whatever comes of it. */
  async function whoSigned(c: Context<Env>): Promise<string | undefined> {
    const browser = hashToken(getCookie(c, cookie) ?? '')
    const now = clock.now()
    const challenge = await readSystem(db, (tx) => takeChallenge(tx, { browser, personId: null, now }))
    const said = enterBody.safeParse(await c.req.json().catch(() => undefined))
    if (challenge === undefined || !said.success) return undefined
    const { response } = said.data
    const party = site()
    return withSystem(db, async (tx) => {
      const passkey = await lockPasskey(tx, response.id)
      if (passkey === undefined) return undefined
      const counter = await checkSigned(party, response, { challenge, passkey })
      if (counter === undefined) return undefined
      await usedPasskey(tx, passkey.id, { counter, at: now })
      return passkey.personId
    })
  }
}
