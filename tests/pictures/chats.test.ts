// Previews and proposals where people talk: as photos in Telegram, as pictures with numbered choices in WhatsApp.
import { describe, expect, it } from 'vitest'
import { openTelegramDesk, luce as tim } from '../channels/telegram/desk.ts'
import { luce, openWhatsAppDesk } from '../channels/whatsapp/desk.ts'
import { cloudWay } from '../channels/whatsapp-cloud/way.ts'

const words = 'The new oat cappuccino is here and it is very good.'

describe('a preview', () => {
  it('comes as a photo in Telegram, at a press of its button, and a card with words is used by another', async () => {
    const at = await openTelegramDesk()
    try {
      await at.person.says(words)
      await at.person.waits(3_000)
      await at.person.presses('Preview')
      await at.person.waits(2_000)
      const photos = () => at.shown(tim.id).filter((one) => one.photos.length > 0)
      expect(photos()).toHaveLength(1)
      expect(at.shown(tim.id).at(-1)?.text).toContain('How it will look on Practice.')
      await at.person.says('quote card: "Oat cappuccino is here."')
      await at.person.waits(3_000)
      expect(photos()).toHaveLength(2)
      await at.person.presses('Use')
      await at.person.waits(2_000)
      expect(at.shown(tim.id).at(-1)?.text).toContain('Picture added.')
    } finally {
      await at.person.close()
    }
  })

  it('comes as a picture in WhatsApp, where its choices are numbers', async () => {
    const at = await openWhatsAppDesk((clock, log) => cloudWay(clock, log, {}))
    try {
      await at.person.says(words)
      await at.person.waits(3_000)
      await at.person.says('how will it look?')
      await at.person.waits(3_000)
      const pictures = () => at.way.api.shown.filter((one) => one.picture !== undefined)
      expect(pictures()).toHaveLength(1)
      expect(at.way.shown(luce.number).at(-1)).toContain('How it will look on Practice.')
      await at.person.says('announcement card: Oat cappuccino is here')
      await at.person.waits(3_000)
      expect(pictures()).toHaveLength(2)
      await at.person.says('1')
      await at.person.waits(3_000)
      expect(at.way.shown(luce.number).at(-1)).toContain('Picture added.')
    } finally {
      await at.person.close()
    }
  })
})
