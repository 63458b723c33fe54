// An authenticator in software: it makes passkeys and signs as the standard says, and can be told to lie.
// https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** What a lie may change. */
export type Lie = { origin?: string; challenge?: string; rpId?: string; userHandle?: string; flags?: number }

const isUserThere = 0x01
const isUserVerified = 0x04
const hasKey = 0x40

/** A passkey for one person at one site. `count` is what it counts; it can be set back. */
export function createPasskey(site: { id: string; origin: string }) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  const state = { count: 0, userHandle: '' }

  const clientData = (type: string, challenge: string, lie: Lie) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: lie.challenge ?? challenge,
        origin: lie.origin ?? site.origin,
        crossOrigin: false,
      }),
    )

  function authData(flags: number, rpId: string, more = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(state.count)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), counter, more])
  }

  const shared = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' }

  return {
    state,
    /** Answers the options of making one. */
    makes(options: { challenge: string; user: { id: string } }, lie: Lie = {}) {
      state.userHandle = options.user.id
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const key = Buffer.concat([
        Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
        Buffer.from(x, 'base64url'),
        Buffer.from([0x22, 0x58, 0x20]),
        Buffer.from(y, 'base64url'),
      ])
      const length = Buffer.from([0, id.length])
      const credential = Buffer.concat([Buffer.alloc(16), length, id, key])
      const flags = lie.flags ?? isUserThere | isUserVerified
      const data = authData(flags | hasKey, lie.rpId ?? site.id, credential)
      const size = Buffer.alloc(2)
      size.writeUInt16BE(data.length)
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3, 0x63]),
        ...[Buffer.from('fmt'), Buffer.from([0x64]), Buffer.from('none'), Buffer.from([0x67]), Buffer.from('attStmt')],
        ...[Buffer.from([0xa0, 0x68]), Buffer.from('authData'), Buffer.from([0x59]), size, data],
      ])
      const clientDataJSON = clientData('webauthn.create', options.challenge, lie).toString('base64url')
      const response = { clientDataJSON, attestationObject: attestationObject.toString('base64url') }
      return { ...shared, response: { ...response, transports: ['internal'] }, clientExtensionResults: {} }
    },
    /** Answers the options of signing in. */
    signs(options: { challenge: string }, lie: Lie = {}) {
      state.count += 1
      const client = clientData('webauthn.get', options.challenge, lie)
      const data = authData(lie.flags ?? isUserThere | isUserVerified, lie.rpId ?? site.id)
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      const response = {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
        userHandle: lie.userHandle ?? state.userHandle,
      }
      return { ...shared, response, clientExtensionResults: {} }
    },
  }
}
