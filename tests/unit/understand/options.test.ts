// What can be chosen of a post beside its words, as people type it.
import { describe, expect, it } from 'vitest'
import { fresh, given, heard } from './heard.ts'

describe('a choice beside the words of a post', () => {
  it.each([
    ['make it unlisted on mastodon', 'options visibility=unlisted on mastodon'],
    ['unlisted', 'options visibility=unlisted'],
    ['followers only', 'options visibility=private'],
    ['make it public again', 'options visibility=null'],
    ['send it silently', 'options silent=true'],
    ['post it silently', 'options silent=true'],
    ['without link preview', 'options linkPreview=false'],
    ['no preview', 'options linkPreview=false'],
    ['content warning: Politics and food', 'options contentWarning=Politics and food'],
    ['cw politics', 'options contentWarning=politics'],
    ['without the content warning', 'options contentWarning=null'],
    ['first comment: The menu is at barluce.it', 'options firstComment=The menu is at barluce.it'],
    ['no first comment', 'options firstComment=null'],
    ['primo commento: il menu', 'options firstComment=il menu'],
    ['as a document', 'options asDocument=true'],
    ['post this as a document', 'options asDocument=true'],
    ['post this as a document on linkedin', 'options asDocument=true on linkedin'],
    ['not as a document', 'options asDocument=null'],
    ['pubblicalo come documento', 'options asDocument=true'],
    ['senza il documento', 'options asDocument=null'],
    ['language: Italian', 'options language=it'],
    ['rendilo non in elenco su mastodon', 'options visibility=unlisted on mastodon'],
    ['mandalo in silenzio', 'options silent=true'],
    ["senza l'anteprima del link", 'options linkPreview=false'],
    ['avviso: politica', 'options contentWarning=politica'],
    ["senza l'avviso", 'options contentWarning=null'],
    ['lingua: inglese', 'options language=en'],
  ])('%s', (said, intents) => {
    expect(heard(said)).toBe(intents)
  })

  it.each([
    ['shorter, unlisted, tomorrow at nine', 'revise shorter | options visibility=unlisted | schedule 11-24 09:00'],
    ['send it silently and without preview', 'options silent=true, linkPreview=false'],
  ])('beside other wishes: %s', (said, intents) => {
    expect(heard(said)).toBe(intents)
  })

  it.each([
    'Public holidays: we are closed.',
    'We serve this menu as a document of its time.',
    'Our silent night begins at eight.',
    'The unlisted number is 555.',
  ])('is no part of a sentence to readers: %s', (said) => {
    expect(heard(said, { ...given, ...fresh })).toContain('draft')
    expect(heard(said, { ...given, ...fresh })).not.toContain('options')
  })

  it('comes with the words of a post where it stands apart', () => {
    const said = 'We open on Monday at eight. Coffee is free. Unlisted on mastodon.'
    const intents = heard(said, { ...given, ...fresh })
    expect(intents).toContain('"We open on Monday at eight. Coffee is free."')
    expect(intents).toContain('options visibility=unlisted on mastodon')
  })
})
