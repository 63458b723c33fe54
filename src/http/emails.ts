// Addresses of a person: added, confirmed by a link that was sent there, and taken away.
import { Hono } from 'hono'
import { mailAddress } from '../core/mail.ts'
import { hashToken } from '../core/secrets.ts'
import { record } from '../db/audit.ts'
import { readSystem, withSystem } from '../db/client.ts'
import { addEmail, confirmEmail, emailsOf, removeEmail, writeAskForLink } from '../db/ways-in.ts'
import { isId } from './api/schema.ts'
import { atMost } from './body.ts'
import { atDesk } from './desk.ts'
import { ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import { confirmEmailPage } from './pages/emails.ts'
import { notFound, ProblemError } from './problem.ts'

const mostEmails = 5

/** `/account/emails`, with the page behind the link that confirms one. */
export function emailRoutes(house: House) {
  const { db, clock } = house.app.ctx
  const guards = [ownWrites(house), atMost(10_000, 'This is too large for a form.')] as const

  return (
    new Hono<Env>()
      .use('/account/emails/confirm/*', async (c, next) => {
        c.header('Referrer-Policy', 'no-referrer')
        await next()
      })
      .post('/account/emails', ...guards, (c) =>
        atDesk(house, c, async ({ asker, desk }) => {
          if (house.app.mailer === undefined) throw notFound('page')
          const said = (await c.req.parseBody()).address
          const address = mailAddress(typeof said === 'string' ? said : '')
          if (address === undefined) throw new ProblemError(422, 'That is no e-mail address.')
          const { personId } = asker
          await house.limits.spend('door', `person ${personId}`)
          const isAllowed = await house.limits.allows('link', hashToken(address))
          const now = clock.now()
          await withSystem(db, async (tx) => {
            const known = await emailsOf(tx, personId)
            if (known.length >= mostEmails && !known.some((one) => one.address === address))
              throw new ProblemError(409, 'Take one of your addresses away first.')
            const emailId = await addEmail(tx, { personId, address, at: now })
            const { language } = desk
            if (isAllowed) await writeAskForLink(tx, { way: 'mail', emailId, language, tryAt: now, createdAt: now })
          })
          return c.redirect('/account', 303)
        }),
      )
      .post('/account/emails/:id/remove', ...guards, (c) =>
        atDesk(house, c, async ({ asker: { personId, workspaceId, memberId } }) => {
          const id = c.req.param('id')
          const gone = isId(id) && (await readSystem(db, (tx) => removeEmail(tx, { id, personId })))
          if (!gone) throw notFound('address')
          const detail = { email: id }
          await withSystem(db, (tx) =>
            record(tx, [{ workspaceId, memberId, act: 'remove e-mail', detail, createdAt: clock.now() }]),
          )
          return c.redirect('/account', 303)
        }),
      )
      // Only whoever is signed in here as the one who added it can confirm: a link sent to a stranger ties them to nothing.
      .get('/account/emails/confirm/:code', (c) =>
        atDesk(house, c, ({ desk }) => c.html(confirmEmailPage(desk, { code: c.req.param('code') }))),
      )
      .post('/account/emails/confirm', ...guards, (c) =>
        atDesk(house, c, async ({ asker: { personId, workspaceId, memberId }, desk }) => {
          await house.limits.check('signIn', `person ${personId}`)
          const { code } = await c.req.parseBody()
          const hash = hashToken(typeof code === 'string' ? code : '')
          const now = clock.now()
          const isConfirmed = await withSystem(db, async (tx) => {
            const isGood = await confirmEmail(tx, { personId, hash, now })
            if (isGood) await record(tx, [{ workspaceId, memberId, act: 'confirm e-mail', createdAt: now }])
            return isGood
          })
          if (isConfirmed) return c.redirect('/account', 303)
          await house.limits.spend('signIn', `person ${personId}`)
          return c.html(confirmEmailPage(desk, { isUseless: true }), 410)
        }),
      )
  )
}
