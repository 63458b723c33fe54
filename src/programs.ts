// Where programs of this machine are, that Leopost uses where they are there.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where a browser usually is; the first where none is, which then does not start and says so. */
export function usualChromium(): string {
  const [first = ''] = browsers
  return browsers.find((path) => existsSync(path)) ?? first
}

/** Where a program is, by the folders that a shell looks in. */
export function onPath(name: string, folders: string): string | undefined {
  return folders
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => [join(folder, name), join(folder, `${name}.exe`)])
    .find((path) => existsSync(path))
}

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
