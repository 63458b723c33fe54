// Data: cities, countries and abbreviations that are no zone name themselves, and zone cities in other languages.
import type { TimeLanguage } from './words/language.ts'

const places: Record<string, string> = {
  'Europe/Rome':
    'roma, milan, milano, turin, torino, naples, napoli, florence, firenze, venice, venezia, trieste, bologna, genoa, genova, verona, palermo, catania, bari, padua, padova, udine, parma, perugia, cagliari, trento, bolzano, pisa, siena, bergamo, brescia, modena, rimini, ancona, lecce, pescara, italy, italia',
  'Europe/London':
    'londra, manchester, birmingham, liverpool, leeds, edinburgh, edimburgo, glasgow, bristol, cardiff, oxford, cambridge, brighton, uk, united kingdom, regno unito, england, inghilterra, scotland, scozia, wales, galles, great britain, gran bretagna',
  'Europe/Dublin': 'dublino, cork, galway, ireland, irlanda',
  'Europe/Paris':
    'parigi, lyon, lione, marseille, marsiglia, nice, nizza, toulouse, tolosa, bordeaux, lille, nantes, strasbourg, strasburgo, france, francia',
  'Europe/Berlin':
    'berlino, munich, munchen, monaco di baviera, hamburg, amburgo, frankfurt, francoforte, cologne, koln, colonia, stuttgart, stoccarda, dusseldorf, leipzig, lipsia, dresden, dresda, germany, germania, cet, central european',
  'Europe/Madrid':
    'barcelona, barcellona, valencia, seville, sevilla, siviglia, bilbao, malaga, zaragoza, saragozza, spain, spagna',
  'Europe/Lisbon': 'lisbona, lisboa, porto, portugal, portogallo',
  'Europe/Zurich':
    'zurigo, geneva, geneve, ginevra, basel, basilea, bern, berna, lugano, lausanne, losanna, switzerland, svizzera',
  'Europe/Vienna': 'graz, salzburg, salisburgo, innsbruck, linz, austria, wien',
  'Europe/Brussels': 'bruxelles, antwerp, anversa, ghent, gand, bruges, belgium, belgio',
  'Europe/Amsterdam':
    'rotterdam, the hague, den haag, aia, utrecht, eindhoven, netherlands, paesi bassi, holland, olanda',
  'Europe/Luxembourg': 'lussemburgo',
  'Europe/Copenhagen': 'copenaghen, kobenhavn, aarhus, denmark, danimarca',
  'Europe/Stockholm': 'stoccolma, gothenburg, goteborg, malmo, sweden, svezia',
  'Europe/Oslo': 'bergen, norway, norvegia',
  'Europe/Helsinki': 'tampere, finland, finlandia',
  'Europe/Warsaw': 'varsavia, warszawa, krakow, cracow, cracovia, gdansk, danzica, wroclaw, poland, polonia',
  'Europe/Prague': 'praga, brno, czechia, czech republic, cechia, repubblica ceca',
  'Europe/Bratislava': 'slovakia, slovacchia',
  'Europe/Budapest': 'hungary, ungheria',
  'Europe/Bucharest': 'bucarest, cluj, romania',
  'Europe/Sofia': 'bulgaria',
  'Europe/Athens': 'atene, thessaloniki, salonicco, greece, grecia',
  'Europe/Ljubljana': 'lubiana, maribor, koper, capodistria, slovenia',
  'Europe/Zagreb': 'zagabria, split, spalato, rijeka, fiume, pula, pola, croatia, croazia',
  'Europe/Belgrade': 'belgrado, serbia',
  'Europe/Sarajevo': 'bosnia',
  'Europe/Tirane': 'tirana, albania',
  'Europe/Istanbul': 'ankara, smirne, izmir, turkey, turchia',
  'Europe/Kiev': 'kyiv, lviv, leopoli, odesa, odessa, ukraine, ucraina',
  'Europe/Moscow': 'mosca, st petersburg, san pietroburgo',
  'Europe/Vilnius': 'lithuania, lituania',
  'Europe/Riga': 'latvia, lettonia',
  'Europe/Tallinn': 'estonia',
  'Europe/San_Marino': '',
  'Atlantic/Reykjavik': 'iceland, islanda',
  'America/New_York':
    'nyc, nuova york, boston, washington, washington dc, miami, atlanta, philadelphia, filadelfia, orlando, charlotte, et, est, eastern',
  'America/Chicago': 'dallas, houston, austin, san antonio, new orleans, minneapolis, nashville, ct',
  'America/Denver': 'salt lake city, mt, mountain',
  'America/Los_Angeles': 'la, san francisco, san diego, seattle, las vegas, sacramento, san jose, pt, pst, pacific',
  'America/Toronto': 'ottawa, montreal, quebec',
  'America/Vancouver': 'victoria',
  'America/Mexico_City': 'citta del messico',
  'America/Sao_Paulo': 'san paolo, rio de janeiro, rio',
  'America/Argentina/Buenos_Aires': 'argentina',
  'America/Bogota': 'medellin, colombia',
  'Asia/Tokyo': 'osaka, kyoto, japan, giappone',
  'Asia/Shanghai': 'beijing, pechino, shenzhen, guangzhou, china, cina',
  'Asia/Hong_Kong': '',
  'Asia/Seoul': 'seul, busan, south korea, corea del sud',
  'Asia/Singapore': '',
  'Asia/Calcutta': 'kolkata, mumbai, bombay, delhi, new delhi, nuova delhi, bangalore, bengaluru, india',
  'Asia/Saigon': 'ho chi minh city, hanoi, vietnam',
  'Asia/Dubai': 'abu dhabi, uae, emirati',
  'Asia/Jerusalem': 'gerusalemme, tel aviv, israel, israele',
  'Africa/Cairo': 'il cairo, alexandria, alessandria d egitto, egypt, egitto',
  'Africa/Casablanca': 'marrakesh, marrakech, rabat, morocco, marocco',
  'Africa/Tunis': 'tunisi, tunisia',
  'Africa/Johannesburg': 'cape town, citta del capo, pretoria, south africa, sudafrica',
  'Australia/Sydney': 'canberra',
  UTC: 'gmt, zulu, universal',
}

/** Names of places in lower case without accents -> their zone. */
export const cityZones: ReadonlyMap<string, string> = new Map(
  Object.entries(places).flatMap(([zone, names]) =>
    names
      .split(', ')
      .filter((name) => name !== '')
      .map((name): [string, string] => [name, zone]),
  ),
)

/** The city of a zone name -> how it is written in a language, where that differs. */
export const cityNames: Record<TimeLanguage, ReadonlyMap<string, string>> = {
  en: new Map([
    ['Calcutta', 'Kolkata'],
    ['Kiev', 'Kyiv'],
    ['Saigon', 'Ho Chi Minh City'],
  ]),
  it: new Map(
    Object.entries({
      Rome: 'Roma',
      London: 'Londra',
      Paris: 'Parigi',
      Berlin: 'Berlino',
      Dublin: 'Dublino',
      Lisbon: 'Lisbona',
      Zurich: 'Zurigo',
      Brussels: 'Bruxelles',
      Luxembourg: 'Lussemburgo',
      Copenhagen: 'Copenaghen',
      Stockholm: 'Stoccolma',
      Warsaw: 'Varsavia',
      Prague: 'Praga',
      Bucharest: 'Bucarest',
      Athens: 'Atene',
      Ljubljana: 'Lubiana',
      Zagreb: 'Zagabria',
      Belgrade: 'Belgrado',
      Tirane: 'Tirana',
      Kiev: 'Kyiv',
      Moscow: 'Mosca',
      'Mexico City': 'Città del Messico',
      'Sao Paulo': 'San Paolo',
      Shanghai: 'Shanghai',
      Seoul: 'Seul',
      Jerusalem: 'Gerusalemme',
      Cairo: 'Il Cairo',
      Tunis: 'Tunisi',
      Algiers: 'Algeri',
      Calcutta: 'Calcutta',
      Malta: 'Malta',
    }),
  ),
}
