// Italian posts: what is a wish is taken out, what is words stays, and what may be either is asked.
import { describe, expect, it } from 'vitest'
import { fresh, heard } from './heard.ts'

describe('understand with nothing in focus, in Italian', () => {
  it.each([
    [
      'il nostro nuovo locale apre lunedì alle 8, il primo caffè è gratis. bluesky e mastodon. domani alle nove',
      'draft "il nostro nuovo locale apre lunedì alle 8, il primo caffè è gratis." on bluesky+mastodon when 11-24 09:00 taken platforms=bluesky e mastodon; when=domani alle nove',
    ],
    ["Scrivi dell'apertura di lunedì", 'request "apertura di lunedì" taken request=Scrivi dell\''],
    ['Scrivi un post sulla nostra apertura', 'request "nostra apertura" taken request=Scrivi un post sulla'],
    [
      "scrivi un post sull'apertura di lunedì per LinkedIn e X, domani alle nove",
      'request "apertura di lunedì" on linkedin+x when 11-24 09:00 taken request=scrivi un post sull\'; platforms=per LinkedIn e X; when=domani alle nove',
    ],
    ['Scrivi che apriamo lunedì alle otto', 'draft "Apriamo lunedì alle otto" taken request=Scrivi che'],
    [
      'Pubblica che siamo chiusi domenica. Domani alle nove.',
      'draft "Siamo chiusi domenica." when 11-24 09:00 taken request=Pubblica che; when=Domani alle nove',
    ],
    [
      'pubblica domani alle nove: apriamo lunedì',
      'draft "apriamo lunedì" when 11-24 09:00 taken request=pubblica; when=domani alle nove',
    ],
    [
      'Pubblica su LinkedIn domani alle 9 che abbiamo un nuovo menù',
      'draft "Abbiamo un nuovo menù" on linkedin when 11-24 09:00 taken request=Pubblica; platforms=su LinkedIn; when=domani alle 9',
    ],
    [
      'Il nuovo menù è arrivato, domani alle nove',
      'draft "Il nuovo menù è arrivato, domani alle nove" when wishOrWords? 11-24 09:00',
    ],
    ['Vi aspettiamo, venerdì alle 21', 'draft "Vi aspettiamo, venerdì alle 21" when wishOrWords? 11-27 21:00'],
    [
      'Il nuovo menù è arrivato. Domani alle nove.',
      'draft "Il nuovo menù è arrivato." when 11-24 09:00 taken when=Domani alle nove',
    ],
    [
      'Il nuovo menù è arrivato\ndomani alle 9',
      'draft "Il nuovo menù è arrivato" when 11-24 09:00 taken when=domani alle 9',
    ],
    [
      'Il nuovo menù è arrivato\nlinkedin, instagram\ndomani alle 9',
      'draft "Il nuovo menù è arrivato" on linkedin+instagram when 11-24 09:00 taken platforms=linkedin, instagram; when=domani alle 9',
    ],
    ['Apriamo lunedì alle otto', 'draft "Apriamo lunedì alle otto"'],
    ['Apriamo lunedì, alle nove', 'draft "Apriamo lunedì, alle nove"'],
    [
      'Domani alle nove: caffè gratis per tutti',
      'draft "Domani alle nove: caffè gratis per tutti" when wishOrWords? 11-24 09:00',
    ],
    ['Seguiteci su Instagram', 'draft "Seguiteci su Instagram"'],
    ['Ci trovate su Facebook, Instagram', 'draft "Ci trovate su Facebook, Instagram"'],
    [
      'Il nuovo menù è arrivato, su bluesky e mastodon',
      'draft "Il nuovo menù è arrivato" on bluesky+mastodon taken platforms=su bluesky e mastodon',
    ],
    ['Nuovo menù per LinkedIn', 'draft "Nuovo menù" on linkedin taken platforms=per LinkedIn'],
    ['LinkedIn: il nuovo menù è arrivato', 'draft "il nuovo menù è arrivato" on linkedin taken platforms=LinkedIn'],
    [
      'Per LinkedIn e X, il nuovo menù è arrivato',
      'draft "il nuovo menù è arrivato" on linkedin+x taken platforms=Per LinkedIn e X',
    ],
    ['Grandi novità. Presto.', 'draft "Grandi novità. Presto."'],
    [
      'Grazie a tutti. Prossimo spazio libero',
      'draft "Grazie a tutti." when nextSlot taken slot=Prossimo spazio libero',
    ],
    [
      'Il menù è cambiato. Pubblicalo domani alle nove su bluesky',
      'draft "Il menù è cambiato." on bluesky when 11-24 09:00 taken request=Pubblicalo; when=domani alle nove; platforms=su bluesky',
    ],
    ['Il menù è cambiato. Senza emoji.', 'draft "Il menù è cambiato." taken request=Senza emoji | revise noEmoji'],
    [
      'Sul cartello c\'è scritto "aperto alle nove". Venite',
      'draft "Sul cartello c\'è scritto \\"aperto alle nove\\". Venite"',
    ],
    [
      'pubblica "Apriamo alle nove" domani alle dieci',
      'draft "Apriamo alle nove" when 11-24 10:00 taken request=pubblica; when=domani alle dieci',
    ],
    ['puoi scrivere un post sul menù estivo?', 'request "menù estivo" taken request=puoi scrivere un post sul'],
    ['fai un post sulla nostra terrazza', 'request "nostra terrazza" taken request=fai un post sulla'],
    ['vorrei un post sul nostro cane', 'request "nostro cane" taken request=vorrei un post sul'],
    ['nuovo post: abbiamo un cane', 'draft "abbiamo un cane" taken request=nuovo post:'],
    ['annuncia che apriamo lunedì', 'draft "apriamo lunedì" taken request=annuncia che'],
    ["di' che siamo aperti", 'draft "siamo aperti" taken request=di\' che'],
    ['Di che colore è la tua tazza?', 'draft "Di che colore è la tua tazza?"'],
    ['Racconta la tua storia davanti a un caffè', 'draft "Racconta la tua storia davanti a un caffè"'],
    ['Posta aerea e caffè, che bella mattina', 'draft "Posta aerea e caffè, che bella mattina"'],
    ['Programma: lunedì chiuso, martedì aperto', 'draft "Programma: lunedì chiuso, martedì aperto"'],
    ['Aperti!', 'unclear'],
    ['Siamo aperti', 'draft "Siamo aperti"'],
    ['☕️', 'unclear'],
    ['domani alle nove', 'schedule 11-24 09:00'],
    [
      'We open on Monday at eight, the first coffee is free. Domani alle nove.',
      'draft "We open on Monday at eight, the first coffee is free." when 11-24 09:00 taken when=Domani alle nove',
    ],
    [
      'We open on Monday at eight. Su Instagram e Facebook, domani alle 9',
      'draft "We open on Monday at eight." on instagram+facebook when 11-24 09:00 taken platforms=Su Instagram e Facebook; when=domani alle 9',
    ],
    [
      'Il nuovo menù è arrivato. Tra mezz’ora.',
      'draft "Il nuovo menù è arrivato." when 11-23 10:30 taken when=Tra mezz’ora',
    ],
    [
      'Il nuovo menù è arrivato. Il 31 febbraio.',
      'draft "Il nuovo menù è arrivato." when impossible? 2027-02-28 09:00, 2027-03-01 09:00 taken when=Il 31 febbraio',
    ],
    [
      'Il nuovo menù è arrivato. Solo su mastodon.',
      'draft "Il nuovo menù è arrivato." on mastodon taken platforms=Solo su mastodon',
    ],
    [
      'Il nuovo menù è arrivato. Il 3/12 alle 12',
      'draft "Il nuovo menù è arrivato." when 12-03 12:00 taken when=Il 3/12 alle 12',
    ],
    [
      'Domani alle nove, su Instagram: apriamo le porte',
      'draft "apriamo le porte" on instagram when 11-24 09:00 taken when=Domani alle nove; platforms=su Instagram',
    ],
    [
      'Ieri abbiamo aperto. Grazie a tutti. Ieri alle nove',
      'draft "Ieri abbiamo aperto. Grazie a tutti. Ieri alle nove"',
    ],
    ['Tutti i giorni alle 9 sforniamo il pane', 'draft "Tutti i giorni alle 9 sforniamo il pane"'],
    ['ogni lunedì alle 9', 'slots add 1 09:00'],
    [
      'Crea un thread sui nostri chicchi. Fine mese alle 9',
      'request "nostri chicchi." when 11-30 09:00 taken request=Crea un thread sui; when=Fine mese alle 9',
    ],
  ])('reads "%s"', (text, expected) => {
    expect(heard(text, { ...fresh, language: 'it' })).toBe(expected)
  })
})
