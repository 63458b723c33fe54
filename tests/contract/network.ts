// Both contracts of a network, against a counterpart that keeps what it refused.
import { expect } from 'vitest'
import type { AccountAccess, Picture, Platform } from '../../src/core/platform.ts'
import type { Mode } from '../support/counterpart.ts'
import { filmContract } from './films.ts'
import { platformContract, type Treatment } from './platform.ts'

type Answer = Omit<Extract<Mode, { kind: 'answer' }>, 'kind'>

/** An adapter before its counterpart. */
type Stage<S> = {
  server: S & { refusals: unknown[]; calls(): number; drop: (nth: number, how: 'hangUpBefore' | 'hangUpAfter') => void }
  platform: Platform
  account: AccountAccess
  close(): Promise<void>
}

/** What differs from network to network. */
export type Network<S> = {
  open(): Promise<Stage<S & { next(mode: Mode, after?: number): void }>>
  /** How the network says each of these. */
  answers: Record<Exclude<Treatment, 'hangUpBefore' | 'hangUpAfter'>, Answer>
  /** The words that the public sees now, oldest first. */
  texts(server: S): string[]
  /** The film of each post, as it came or the address it was fetched from, in the same order; of `filmBytes`, or none where it is fetched. */
  films(server: S): (Uint8Array | string)[]
  filmBytes: number
  threads: boolean
  /** Pictures that every post here needs. */
  pictures?: Picture[]
}

/** Runs both. */
export function networkContracts<S>(name: string, network: Network<S>): void {
  const { answers, filmBytes, threads, pictures } = network
  const modeOf = (how: Treatment): Mode =>
    how === 'hangUpBefore' || how === 'hangUpAfter' ? { kind: how } : { kind: 'answer', ...answers[how] }
  const open = async () => {
    const { server, platform, account, close } = await network.open()
    return {
      ...{ server, platform, account, secret: account.credentials.accessToken ?? '' },
      async close() {
        expect(server.refusals).toEqual([])
        await close()
      },
    }
  }
  platformContract(
    name,
    async () => {
      const { server, ...stage } = await open()
      return {
        ...stage,
        ...(pictures && { pictures }),
        seen: async () => network.texts(server),
        treat: (how, after) => server.next(modeOf(how), after),
      }
    },
    { threads, settles: true },
  )
  filmContract(
    name,
    async () => {
      const { server, ...stage } = await open()
      return {
        ...{ ...stage, calls: server.calls, drop: server.drop },
        shown() {
          const films = network.films(server)
          return network.texts(server).map((text, i) => ({ text, film: films[i] ?? '' }))
        },
      }
    },
    { bytes: filmBytes },
  )
}
