// A person in a browser at the authorisation server: signs in, allows it, and is led back.

/** Walks through the pages of the server until it leads to the callback; answers that address. */
export async function allowAt(address: string, callbackUrl: string, login = 'barluce'): Promise<string> {
  const cookies = new Map<string, string>()
  let next: { url: string; form?: Record<string, string> } = { url: address }
  for (let step = 0; step < 12; step++) {
    if (next.url.startsWith(callbackUrl)) return next.url
    const answer = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.form && { method: 'POST', body: new URLSearchParams(next.form) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location !== null) next = { url: new URL(location, next.url).href }
    else {
      const page = await answer.text()
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
      const action = /action="([^"]+)"/.exec(page)?.[1]
      if (prompt === undefined || action === undefined)
        throw new Error(`${next.url} answered ${answer.status}: ${page}`)
      next = { url: new URL(action, next.url).href, form: { prompt, login, password: 'x' } }
    }
  }
  throw new Error('it leads nowhere')
}
