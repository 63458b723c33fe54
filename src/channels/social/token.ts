// Using a stored access: renewed ahead of its end, and once where it is refused; stored before it is used.
import { PlatformError } from '../../core/errors.ts'
import type { AccountAccess, Credentials } from '../../core/platform.ts'
import { statusOf } from './rest.ts'

/** What an access is used with. `refresh` is absent where the network has none: then what is refused stays refused. */
export type TokenUse = {
  account: AccountAccess
  now: () => Date
  /** An access that ends within this time is renewed beforehand. */
  spareMs: number
  refresh?: ((stored: Credentials) => Promise<Credentials>) | undefined
}

/** Does something with a good token. */
export async function withToken<T>(use: TokenUse, act: (token: string) => Promise<T>): Promise<T> {
  const { account } = use
  const first = tokenIn(account.credentials)
  const mayRenew = use.refresh !== undefined && account.renew !== undefined
  const token = mayRenew && isEnding(use) ? await renewToken(use) : first
  try {
    return await act(token)
  } catch (error) {
    // Another process may have renewed it in the meantime; that answers theirs.
    if (statusOf(error) !== 401 || !mayRenew || !isAuth(error)) throw error
    return act(await renewToken(use))
  }
}

/** Renews the access of an account and stores it; answers the token. */
export async function renewToken({ account, refresh }: TokenUse): Promise<string> {
  if (account.renew === undefined || refresh === undefined) throw new PlatformError('auth', 'sessionOver')
  return tokenIn(await account.renew(refresh))
}

/** True where the access ends within the spare time. */
export function isEnding({ account, now, spareMs }: Pick<TokenUse, 'account' | 'now' | 'spareMs'>): boolean {
  const { endsAt } = account.credentials
  return endsAt !== undefined && Date.parse(endsAt) - now().getTime() < spareMs
}

/** The stored token. Throws `auth` where there is none. */
export function tokenIn({ accessToken }: Credentials): string {
  if (accessToken === undefined || accessToken === '') throw new PlatformError('auth', 'nothingStored')
  return accessToken
}

function isAuth(error: unknown): boolean {
  return error instanceof PlatformError && error.kind === 'auth'
}
