declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Token = {
    jti: string
    jkt?: string
    accountId: string
    scope?: string
    isValid: boolean
    destroy(): Promise<void>
  }
  type Context = {
    status: number
    body: Record<string, unknown>
    oidc?: { route: string; params?: { scope?: string }; entities: { Account?: { accountId: string } } }
  }

  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    AccessToken: { find(token: string): Promise<Token | undefined> }
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void
    on(event: string, listener: (...given: never[]) => void): void
  }
}
