// Whether the mail server lets us in.
import { checkMail } from '../../channels/mail.ts'
import type { Config } from '../../config.ts'
import { type Finding, fail, ok, warn } from '../finding.ts'

const about = 'mail'

/** Signs in at the mail server, where there is one, and sends nothing. */
export async function checkOutgoingMail({ mail, publicUrl }: Config): Promise<Finding[]> {
  if (mail === undefined) return [ok(about, 'off (set SMTP_URL and MAIL_FROM)')]
  const trouble = await checkMail(mail)
  if (trouble !== undefined)
    return [fail(about, trouble.message, 'correct SMTP_URL: smtp://user:password@host:587, or smtps://...:465')]
  const found = [ok(about, `the server of SMTP_URL lets us in; letters are from ${mail.from}`)]
  if (publicUrl === undefined)
    found.push(warn(about, 'links in letters lead to this machine alone', 'set PUBLIC_URL to the address people use'))
  return found
}
