// What each right that a network can give is for, in both languages.
import type { Language } from '../../db/words.ts'

const purposes: Record<string, Record<Language, string>> = {
  'tweet.read': { en: 'see what is out', it: 'vedere che cosa è uscito' },
  'tweet.write': { en: 'post', it: 'pubblicare' },
  'users.read': { en: 'know which account it is', it: 'sapere quale account è' },
  'media.write': { en: 'send pictures and films', it: 'mandare immagini e video' },
  'offline.access': { en: 'post while you are away', it: 'pubblicare quando non ci sei' },
  openid: { en: 'know who you are', it: 'sapere chi sei' },
  profile: { en: 'know your name', it: 'sapere il tuo nome' },
  w_member_social: { en: 'post for you', it: 'pubblicare per te' },
  w_organization_social: { en: 'post for your pages', it: 'pubblicare per le tue pagine' },
  r_organization_social: { en: 'see what is out on your pages', it: 'vedere che cosa è uscito sulle tue pagine' },
  rw_organization_admin: { en: 'read the numbers of your pages', it: 'leggere i numeri delle tue pagine' },
  pages_show_list: { en: 'see which Pages you run', it: 'vedere quali Pagine gestisci' },
  pages_manage_posts: { en: 'post on the Page', it: 'pubblicare sulla Pagina' },
  pages_read_engagement: { en: 'see what is out on the Page', it: 'vedere che cosa è uscito sulla Pagina' },
  pages_manage_engagement: { en: 'write the first comment', it: 'scrivere il primo commento' },
  publish_video: { en: 'post films', it: 'pubblicare video' },
  read_insights: { en: 'read the numbers', it: 'leggere i numeri' },
  business_management: { en: 'find Pages of a business', it: 'trovare le Pagine di un’azienda' },
  instagram_basic: { en: 'know which Instagram account it is', it: 'sapere quale account Instagram è' },
  instagram_content_publish: { en: 'post on Instagram', it: 'pubblicare su Instagram' },
  instagram_manage_comments: { en: 'write the first comment', it: 'scrivere il primo commento' },
  instagram_manage_insights: { en: 'read the numbers', it: 'leggere i numeri' },
  threads_basic: { en: 'know which account it is', it: 'sapere quale account è' },
  threads_content_publish: { en: 'post', it: 'pubblicare' },
  threads_delete: { en: 'delete posts', it: 'eliminare i post' },
  threads_manage_insights: { en: 'read the numbers', it: 'leggere i numeri' },
}

/** Names of rights as what they are for, each with its own name: "post (tweet.write)". */
export function sayScopes(names: string, language: Language): string {
  return names
    .split(' ')
    .map((name) => (purposes[name] === undefined ? name : `${purposes[name][language]} (${name})`))
    .join(', ')
}
