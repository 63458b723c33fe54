// WhatsApp by a telephone of one's own (experimental): a browser in a child process is linked to it as a device.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toString as draw } from 'qrcode'
import type { Arrival, Chat, Linking, ShownPicture } from '../../../core/chat.ts'
import type { Logger } from '../../../core/context.ts'
import { ChatError } from '../../../core/errors.ts'
import { createStepwise, encode, foldMs, linkTo, mostFileBytes, photoLimits } from '../whatsapp.ts'
import { decodeMessage, decodeSign, type Said } from './decode.ts'
import type { Ask } from './protocol.ts'
import { createSession, type SessionConfig } from './session.ts'

const mostUnits = 4_096
/** A code to scan is good for a minute or less; after so many the page of connections shows them. */
const mostPrinted = 5

/** What the chat is made from. */
export type WhatsAppWebConfig = {
  dataDir: string
  chromium: string
  log: Logger
  hold: (name: string) => Promise<boolean>
  print?: (text: string) => void
} & Pick<SessionConfig, 'program' | 'timing'>

/** The folder of the link to the telephone, and of how it is. */
export function folderIn(dataDir: string): string {
  return join(dataDir, 'whatsapp-web')
}

/** Makes the chat. The desk goes on whatever happens to it. */
export function createWhatsAppWeb(config: WhatsAppWebConfig): Chat {
  const folder = folderIn(config.dataDir)
  const print = config.print ?? ((text: string) => void process.stdout.write(text))
  const session = createSession({ ...config, folder, changed })
  const stepwise = createStepwise()
  let printed = 0
  let receive: ((arrival: Arrival) => Promise<void>) | undefined

  function changed(linking: Linking): void {
    const { state } = linking
    const why = state === 'off' ? linking.why : undefined
    writeFileSync(join(folder, 'state.json'), JSON.stringify({ state, why, at: new Date().toISOString() }))
    if (state !== 'waiting' || ++printed > mostPrinted) return
    draw(linking.qr, { type: 'terminal', small: true }).then(
      (picture) =>
        print(`${picture}\nWhatsApp: scan this with your telephone (Linked devices), or see /connections/whatsapp.\n`),
      () => undefined,
    )
  }

  async function take(said: Said | undefined): Promise<void> {
    if (said === undefined) return
    const { sender, inbound, file, called } = said
    const files = file === undefined ? {} : { files: [{ read: () => read(file), ...(called && { called }) }] }
    await receive?.({ sender, inbound: { ...inbound, ...files } })
  }

  async function read(message: string): Promise<Uint8Array | undefined> {
    const file = await session.ask({ ask: 'fetch', message })
    const bytes = file === undefined ? undefined : Buffer.from(file, 'base64')
    return bytes === undefined || bytes.length > mostFileBytes ? undefined : bytes
  }

  async function sent(asked: Ask): Promise<string> {
    return (await session.ask(asked)) ?? ''
  }

  async function show(to: string, picture: ShownPicture): Promise<string> {
    const bytes = await picture.read()
    if (bytes === undefined) return ''
    return sent({ ask: 'show', to, type: picture.type, file: Buffer.from(bytes).toString('base64') })
  }

  return {
    id: 'whatsapp-web',
    can: { buttons: false, length: mostUnits, foldMs, pictures: photoLimits },
    async start(onArrival) {
      receive = onArrival
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      session.start({
        message: (seen) => take(decodeMessage(seen)),
        sign: (sign) => take(decodeSign(sign)),
      })
    },
    send(address, reply, pictures = []) {
      const shows = pictures.map((picture) => () => show(address, picture))
      const says = encode(reply, mostUnits).map(
        ({ text }) =>
          () =>
            sent({ ask: 'say', to: address, text }),
      )
      return stepwise(reply.id, [...shows, ...says])
    },
    linking: session.linking,
    async pair(number) {
      if (session.linking().state !== 'waiting') throw new ChatError('unavailable')
      return sent({ ask: 'pair', number: number.replaceAll(/\D/g, '') })
    },
    async invite(code) {
      const linking = session.linking()
      if (linking.state !== 'linked') throw new ChatError('unavailable')
      return linkTo(linking.number, `/start ${code}`)
    },
    stop: () => session.stop(),
  }
}
