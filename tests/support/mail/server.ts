// A mail server that somebody else wrote, on a free port: it keeps what it takes, and can be told to refuse.
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Received = { from: string; to: string[]; text: string }

/** Starts one that wants a login. `answer` says what becomes of the next letters: taken, refused for good, or not now. */
export async function startMailServer() {
  const received: Received[] = []
  const state = { answer: 'take' as 'take' | 'refuse' | 'notNow' }
  const server = new SMTPServer({
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _, done) {
      if (username === 'desk' && password === 'secret') done(null, { user: username })
      else done(new Error('wrong login'))
    },
    onRcptTo(_, __, done) {
      if (state.answer === 'take') return done()
      done(Object.assign(new Error('no'), { responseCode: state.answer === 'refuse' ? 550 : 451 }))
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), text: read(Buffer.concat(parts)) })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this shape.
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://desk:secret@127.0.0.1:${port}`,
    wrongUrl: `smtp://desk:wrong@127.0.0.1:${port}`,
    received,
    state,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** The letter as it is read: soft line ends and octets of quoted-printable undone. */
function read(raw: Buffer): string {
  const text = raw.toString('utf8').replaceAll('\r\n', '\n')
  if (!/content-transfer-encoding: quoted-printable/i.test(text)) return text
  const bytes = text
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
