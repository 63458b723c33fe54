// The journey of every network with an app of the operator, and Mastodon, as a new user walks it: the real start, a browser, a chat in Telegram.
// node tests/walk/networks.ts [folder for pictures]
import sharp from 'sharp'
import { openHouse } from './house.ts'

const hour = 3_600_000
const networks = ['x', 'facebook', 'instagram', 'threads', 'mastodon', 'linkedin']
const folder = process.argv[2]
const house = await openHouse()
const { web, telegram, page, origin } = house

try {
  step('pairing: the questions are answered on the web, and are over in Telegram too')
  say('telegram', await telegram.says(`/start ${house.pairing}`))
  await web.says('Bar Luce')
  say('web', await web.presses('Skip all'))

  step('connecting: asked for in both chats, refused, allowed in part, allowed')
  say('web', await web.says('connect x'))
  say('telegram', await telegram.says('connect linkedin'))
  for (const network of networks)
    say(`${network} refused`, await house.connects(network, { kind: 'refuse', error: 'access_denied' }))
  say('facebook in part', await house.connects('facebook', { kind: 'without', scope: 'pages_manage_posts' }))
  for (const network of networks) say(network, await house.connects(network))
  await page.getByRole('button', { name: 'Connect LinkedIn' }).click()
  say('nothing chosen', (await page.locator('p.said').textContent()) ?? '')
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.getByRole('button', { name: 'Connect LinkedIn' }).click()
  say('both chosen', (await page.locator('p.said').textContent()) ?? '')
  await picture('connections')
  say('telegram', await telegram.quiet())

  step('a post with a picture to all of them, from each chat')
  house.api.world.files.set('p1', await photo())
  const caption =
    'Four metres of walnut, and it took six people to carry it in. Read how: https://barluce.com/counter. Everywhere'
  say('telegram', await telegram.sends({ photo: [{ file_id: 'p1', width: 900, height: 600 }], caption }))
  say('telegram', await telegram.presses('Approve'))
  await house.pass(11_000)
  say('telegram', await telegram.hears('Out on'))

  step('access is lost: found out ahead by two, at the moment of sending by the others')
  await web.visits(origin)
  say('web', await web.says('The second coffee is on us before ten. Everywhere. Tomorrow at nine'))
  say('web', await web.presses('Without Instagram'))
  say('web', await web.presses('Approve'))
  house.linkedin.revoke()
  house.mastodon.revoke()
  // Two and a half minutes before the hour: what matters soon is looked at once a minute.
  await house.passTo('08:57:30')
  say('web', await web.hears('Mastodon no longer lets me in', 90_000))
  house.x.endAll()
  house.meta.revoke()
  house.threads.revoke()
  await house.passTo('08:59:50')
  say('web', await web.hears('X no longer lets me in', 60_000))
  say('web', await web.says('planned'))
  await picture('lost')

  step('connected again: what waited goes out once')
  for (const network of networks.filter((one) => one !== 'instagram')) {
    say(`${network} refused`, await house.connects(network, { kind: 'refuse', error: 'access_denied' }))
    say(network, await house.connects(network))
  }
  await web.visits(origin)
  say('web', await web.hears('Out on', 60_000))
  await settled(() => house.counts().every((count) => count === 2))

  step('numbers')
  await house.pass(26 * hour)
  await settled(() => house.x.counts['GET /:id/tweets'] !== undefined)
  await web.visits(origin)
  say('web', await web.says('numbers'))
  say('telegram', await telegram.says('How did last week go?'))
  await page.goto(`${origin}/insights`)
  await picture('insights')

  step('after publishing: changed where it may be, anew elsewhere, deleted')
  await web.visits(origin)
  say('web', await web.says('change the last post: The third coffee is on us before ten.'))
  say('web', await web.presses('Approve'))
  say('web', await web.hears('Changed on'))
  say('web', await web.presses('Delete and post anew: X'))
  say('web', await web.says('published'))
  await picture('published')
  say('faults', JSON.stringify(house.faults()))
  if (house.faults().length > 0) throw new Error('something was wrong with what was sent or shown')
} finally {
  await house.close()
}

function step(name: string): void {
  console.log(`\n== ${name}`)
}

function say(who: string, words: string): void {
  console.log(`${who}:\n${words.replaceAll(/^/gm, '    ')}`)
}

async function picture(name: string): Promise<void> {
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

async function settled(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + 90_000
  while (!isTrue()) {
    if (performance.now() > end) throw new Error(`this took too long: ${house.counts()}`)
    await page.waitForTimeout(100)
  }
}

/** A picture of our own: a counter, seen from the front. */
function photo(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="900" height="600" fill="#e9dcc9"/>
    <rect y="360" width="900" height="240" fill="#8a5a33"/><circle cx="450" cy="120" r="62" fill="#ffd98a"/></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer()
}
