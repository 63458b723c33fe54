// Outgoing mail over SMTP.
import { createTransport } from 'nodemailer'
import { MailError, type Mailer } from '../core/mail.ts'

/** `url` is smtp://user:password@host:587 or smtps://...; `from` is who the letters are from. */
export type MailConfig = { url: string; from: string }

const connectMs = 10_000
const answerMs = 30_000

/** Opens the way to a mail server; it is first asked when something is sent. */
export function createMailer({ url, from }: MailConfig): Mailer {
  const transport = transportTo(url)
  const host = hostIn(from)
  return {
    async send({ id, to, subject, text }) {
      try {
        await transport.sendMail({
          ...{ from, to, subject, text, messageId: `<${id}@${host}>` },
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          disableFileAccess: true,
          disableUrlAccess: true,
        })
      } catch (error) {
        throw mailError(error)
      }
    },
    close: () => transport.close(),
  }
}

/** Whether the server lets us in: undefined where it does, else what it said. */
export async function checkMail({ url }: Pick<MailConfig, 'url'>): Promise<MailError | undefined> {
  const transport = transportTo(url)
  try {
    await transport.verify()
    return undefined
  } catch (error) {
    return mailError(error)
  } finally {
    transport.close()
  }
}

function transportTo(url: string) {
  return createTransport({ url, connectionTimeout: connectMs, greetingTimeout: connectMs, socketTimeout: answerMs })
}

/** A 5xx answer to the letter or the login is for good; everything else may pass. Without the address of the server, which holds a password. */
function mailError(error: unknown): MailError {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : undefined
  const name = error instanceof Error && 'code' in error ? String(error.code) : 'fault'
  const isLogin = name === 'EAUTH'
  const kind = code !== undefined && code >= 500 && !isLogin ? 'refused' : 'unavailable'
  const say = isLogin ? 'the mail server does not accept the login' : `the mail server answered ${code ?? name}`
  return new MailError(kind, `${say}.`)
}

function hostIn(from: string): string {
  return /@([a-z0-9.-]+)/i.exec(from)?.[1] ?? 'leopost'
}
