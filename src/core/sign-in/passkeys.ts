// What a browser says of a passkey, checked: whose challenge it signed, for which site, and that its count did not go back.
import { z } from 'zod'
import type { Passkey } from '../../db/ways-in.ts'

/** Read when the first passkey is: it is large, and the start need not wait for it. */
const webauthn = () => import('@simplewebauthn/server')

/** The site that passkeys are made for. */
export type Site = { id: string; origin: string }

/** EdDSA, ES256 and RS256, by their numbers in COSE. */
const algorithms = [-8, -7, -257]

const text = z.string().min(1).max(20_000)
const shared = {
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).transform(() => ({})),
}

/** A new passkey as a browser says it. */
export const madeShape = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.string().max(40)).max(10).optional().catch(undefined),
  }),
})

/** A signature of a passkey as a browser says it. */
export const signedShape = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: text,
  }),
})

/** The words a person is known by to a passkey: an id, no name. */
function handleOf(personId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(personId, 'utf8'))
}

/** What a browser needs to make a passkey that can be found without a name. */
export async function toMake(site: Site, given: { personId: string; name: string; known: readonly Passkey[] }) {
  const { generateRegistrationOptions } = await webauthn()
  return generateRegistrationOptions({
    ...{ rpName: 'Leopost', rpID: site.id, userID: handleOf(given.personId) },
    ...{ userName: given.name, userDisplayName: given.name, attestationType: 'none' },
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: given.known.map(({ credentialId: id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  })
}

/** What a browser needs to sign with any passkey it has for this site. */
export async function toSign(site: Site) {
  const { generateAuthenticationOptions } = await webauthn()
  return generateAuthenticationOptions({ rpID: site.id, userVerification: 'required' })
}

/** What is kept of a passkey that was made. */
export type Made = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'isBackedUp'>

/** The passkey that was made for this challenge, or undefined for anything else. */
export async function checkMade(
  site: Site,
  said: z.infer<typeof madeShape>,
  challenge: string,
): Promise<Made | undefined> {
  const { transports = [], ...response } = said.response
  const { verifyRegistrationResponse } = await webauthn()
  const checked = await verifyRegistrationResponse({
    response: { ...said, response },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => undefined)
  if (checked?.verified !== true) return undefined
  const { credential, credentialBackedUp: isBackedUp } = checked.registrationInfo
  const publicKey = Buffer.from(credential.publicKey).toString('base64url')
  return { credentialId: credential.id, publicKey, counter: credential.counter, transports, isBackedUp }
}

/** What the passkey counts now where it signed this challenge for its own person, or undefined for anything else. */
export async function checkSigned(
  site: Site,
  said: z.infer<typeof signedShape>,
  known: { challenge: string; passkey: Passkey },
): Promise<number | undefined> {
  const { passkey, challenge } = known
  if (said.response.userHandle !== Buffer.from(handleOf(passkey.personId)).toString('base64url')) return undefined
  const { verifyAuthenticationResponse } = await webauthn()
  const checked = await verifyAuthenticationResponse({
    response: said,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      counter: passkey.counter,
    },
  }).catch(() => undefined)
  return checked?.verified === true ? checked.authenticationInfo.newCounter : undefined
}
