// A Chromium for the browser tests: CHROMIUM_PATH, else the one of the npm package, else the reason why there is none.
import { mkdir, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

/** A running browser, or why none can run here. */
export type Launched = { browser: Browser; why?: undefined } | { browser?: undefined; why: string }

/** A microphone that beeps, given without asking. */
export const fakeMicrophone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

/** Starts Chromium without a window. */
export async function launch(more: readonly string[] = []): Promise<Launched> {
  const given = process.env.CHROMIUM_PATH
  if (!given && (process.platform !== 'linux' || process.arch !== 'x64')) {
    return {
      why: `@sparticuz/chromium is for Linux x64, this is ${process.platform} ${process.arch}; set CHROMIUM_PATH`,
    }
  }
  try {
    const executablePath = given || (await unpacked())
    return { browser: await chromium.launch({ executablePath, args: ['--no-sandbox', ...more] }) }
  } catch (error) {
    // A path that somebody set is meant to work.
    if (given) throw error
    return {
      why: `Chromium does not start here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    }
  }
}

/** The package unpacks itself into one place at first use, so test files take turns; a lock left behind holds for 30 s. */
async function unpacked(): Promise<string> {
  const lock = join(tmpdir(), 'leopost-chromium.lock')
  for (let tries = 0; tries < 150; tries++) {
    const isOurs = await mkdir(lock).then(
      () => true,
      () => false,
    )
    if (isOurs) break
    await pause(200)
  }
  try {
    return await (await import('@sparticuz/chromium')).default.executablePath()
  } finally {
    await rmdir(lock).catch(() => undefined)
  }
}
