// The files of the browser: the widget, which any site may load, and what the pages look like.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import type { Env } from './house.ts'

const folder = new URL('./browser/', import.meta.url)
/** How a browser talks to passkeys: the package's own file, which makes `SimpleWebAuthnBrowser`. */
const webauthn = new URL('../dist/bundle/index.umd.min.js', import.meta.resolve('@simplewebauthn/browser'))
const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

type File = { body: Uint8Array<ArrayBuffer>; type: string; tag: string }

/** Serves the files of `browser/` by their names, checked again at each visit by their tags. */
export function staticRoutes() {
  let files: Promise<Map<string, File>> | undefined
  return new Hono<Env>().get('/:file{(widget/)?[a-z-]+\\.(js|css|svg)}', async (c, next) => {
    files ??= readFiles()
    const file = (await files).get(c.req.param('file'))
    if (file === undefined) return next()
    c.header('ETag', file.tag)
    c.header('Cache-Control', 'no-cache')
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    if (c.req.header('if-none-match')?.includes(file.tag)) return c.body(null, 304)
    return c.body(file.body, 200, { 'Content-Type': file.type })
  })
}

async function readFiles(): Promise<Map<string, File>> {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/'))
  const wanted = names.filter((name) => ending(name) in types)
  const read = async (name: string, at = new URL(name, folder)): Promise<[string, File]> => {
    const body = new Uint8Array(await readFile(at))
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    return [name, { body, type: types[ending(name)] ?? '', tag }]
  }
  return new Map(await Promise.all([...wanted.map((name) => read(name)), read('webauthn.js', webauthn)]))
}

function ending(name: string): string {
  return name.split('.').at(-1) ?? ''
}
