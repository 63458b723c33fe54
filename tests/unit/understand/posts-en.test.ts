// English posts: what is a wish is taken out, what is words stays, and what may be either is asked.
import { describe, expect, it } from 'vitest'
import { fresh, heard } from './heard.ts'

describe('understand with nothing in focus', () => {
  it.each([
    [
      'our new place opens monday at 8, first coffee is free. bluesky and mastodon. tomorrow at nine',
      'draft "our new place opens monday at 8, first coffee is free." on bluesky+mastodon when 11-24 09:00 taken platforms=bluesky and mastodon; when=tomorrow at nine',
    ],
    [
      'Write about our new espresso bar opening on Monday',
      'request "our new espresso bar opening on Monday" taken request=Write about',
    ],
    ['write about our opening', 'request "our opening" taken request=write about'],
    [
      'Write about our opening for LinkedIn and X, tomorrow at nine',
      'request "our opening" on linkedin+x when 11-24 09:00 taken request=Write about; platforms=for LinkedIn and X; when=tomorrow at nine',
    ],
    [
      'write a post about our new menu. Tomorrow at nine.',
      'request "our new menu." when 11-24 09:00 taken request=write a post about; when=Tomorrow at nine',
    ],
    ['write', 'unclear'],
    ['write something for linkedin', 'request "" on linkedin taken request=write something; platforms=for linkedin'],
    ['Post that we open on Monday at eight', 'draft "We open on Monday at eight" taken request=Post that'],
    [
      'post that we are closed on Sunday, tomorrow at nine',
      'draft "we are closed on Sunday, tomorrow at nine" taken request=post that',
    ],
    [
      'Post that we are closed on Sunday. Tomorrow at nine.',
      'draft "We are closed on Sunday." when 11-24 09:00 taken request=Post that; when=Tomorrow at nine',
    ],
    [
      'Post tomorrow at nine: we open on Monday',
      'draft "We open on Monday" when 11-24 09:00 taken request=Post; when=tomorrow at nine',
    ],
    [
      'post tomorrow at nine that we open on Monday',
      'draft "we open on Monday" when 11-24 09:00 taken request=post; when=tomorrow at nine',
    ],
    [
      'post on LinkedIn and X tomorrow at nine: our new menu is here',
      'draft "our new menu is here" on linkedin+x when 11-24 09:00 taken request=post; platforms=on LinkedIn and X; when=tomorrow at nine',
    ],
    [
      'Post on Monday at nine we have a new menu for everyone',
      'draft "We have a new menu for everyone" when 11-30 09:00 taken request=Post; when=on Monday at nine',
    ],
    [
      'post "We open at nine" tomorrow at ten',
      'draft "We open at nine" when 11-24 10:00 taken request=post; when=tomorrow at ten',
    ],
    [
      'The sign says "open on Friday", tomorrow at ten',
      'draft "The sign says \\"open on Friday\\", tomorrow at ten" when wishOrWords? 11-24 10:00',
    ],
    ['Our sign says "open at nine". Come and see it', 'draft "Our sign says \\"open at nine\\". Come and see it"'],
    ['Post: “Tomorrow at nine we open.”', 'draft "Tomorrow at nine we open." taken request=Post:'],
    [
      'Our new menu is here, tomorrow at nine',
      'draft "Our new menu is here, tomorrow at nine" when wishOrWords? 11-24 09:00',
    ],
    [
      'Join us for a tasting, Friday at 9pm',
      'draft "Join us for a tasting, Friday at 9pm" when wishOrWords? 11-27 21:00',
    ],
    ['We open on Monday, at nine', 'draft "We open on Monday, at nine"'],
    ['Our bar opens on Monday at eight', 'draft "Our bar opens on Monday at eight"'],
    [
      'Our new menu is here. Tomorrow at nine.',
      'draft "Our new menu is here." when 11-24 09:00 taken when=Tomorrow at nine',
    ],
    [
      'Our new menu is here\n\ntomorrow at nine',
      'draft "Our new menu is here" when 11-24 09:00 taken when=tomorrow at nine',
    ],
    [
      'Our new menu is here\nlinkedin, x\n9am tomorrow',
      'draft "Our new menu is here" on linkedin+x when 11-24 09:00 taken platforms=linkedin, x; when=9am tomorrow',
    ],
    [
      'Tomorrow at nine: free coffee for all',
      'draft "Tomorrow at nine: free coffee for all" when wishOrWords? 11-24 09:00',
    ],
    [
      'Tomorrow at nine. Free coffee for all of you.',
      'draft "Free coffee for all of you." when 11-24 09:00 taken when=Tomorrow at nine',
    ],
    ['Tomorrow at nine, we open our doors', 'draft "Tomorrow at nine, we open our doors"'],
    [
      'Big day. Tomorrow at nine. Do not miss it.',
      'draft "Big day. Tomorrow at nine. Do not miss it." when wishOrWords? 11-24 09:00',
    ],
    ['Follow us on Instagram', 'draft "Follow us on Instagram"'],
    ['Find us on Facebook, Instagram', 'draft "Find us on Facebook, Instagram"'],
    [
      'Our new menu is out, on bluesky and mastodon',
      'draft "Our new menu is out" on bluesky+mastodon taken platforms=on bluesky and mastodon',
    ],
    ['New menu for LinkedIn', 'draft "New menu" on linkedin taken platforms=for LinkedIn'],
    ['LinkedIn: our new menu is out', 'draft "our new menu is out" on linkedin taken platforms=LinkedIn'],
    [
      'For LinkedIn and X, our new menu is out',
      'draft "our new menu is out" on linkedin+x taken platforms=For LinkedIn and X',
    ],
    ['On Instagram, we show the kitchen every day', 'draft "On Instagram, we show the kitchen every day"'],
    ['See you soon x', 'draft "See you soon x"'],
    ['See you all on Friday! x', 'draft "See you all on Friday! x"'],
    ['Happy birthday to our barista. Love, x', 'draft "Happy birthday to our barista. Love, x"'],
    ['Big news. Soon.', 'draft "Big news. Soon."'],
    ['Big news coming soon', 'draft "Big news coming soon"'],
    ['Our new menu is out. Next free slot', 'draft "Our new menu is out." when nextSlot taken slot=Next free slot'],
    [
      'Our new menu is out. Post it tomorrow at nine on bluesky',
      'draft "Our new menu is out." on bluesky when 11-24 09:00 taken request=Post it; when=tomorrow at nine; platforms=on bluesky',
    ],
    ['Our new menu is out. Post it now.', 'draft "Our new menu is out." when now taken request=Post it; when=now'],
    ['Our new menu is out. No emoji.', 'draft "Our new menu is out." taken request=No emoji | revise noEmoji'],
    [
      'Our new menu is out. Bluesky and mastodon. Shorter on mastodon. Tomorrow at nine or ten.',
      'draft "Our new menu is out." on bluesky+mastodon when either? 11-24 09:00, 11-24 10:00 taken platforms=Bluesky and mastodon; request=Shorter on mastodon; when=Tomorrow at nine or ten | revise shorter on mastodon',
    ],
    ['Approve of our new menu? Come by', 'draft "Approve of our new menu? Come by"'],
    ['Hold on tight', 'draft "Hold on tight"'],
    ['Ok', 'yes'],
    ['☕️', 'unclear'],
    ['Espresso!', 'unclear'],
    ['We are open', 'draft "We are open"'],
    ['We open at 9 on Monday the 30th, come by', 'draft "We open at 9 on Monday the 30th, come by"'],
    ['New: 3 cakes at 9.30 each', 'draft "New: 3 cakes at 9.30 each"'],
    ['tell everyone that we won the prize', 'draft "we won the prize" taken request=tell everyone that'],
    ['Tell everyone about our prize', 'request "our prize" taken request=Tell everyone about'],
    [
      'can you write a post about our summer menu?',
      'request "our summer menu" taken request=can you write a post about',
    ],
    ["let's post about the new terrace", 'request "the new terrace" taken request=let\'s post about'],
    ["I'd like a post about our dog", 'request "our dog" taken request=I\'d like a post about'],
    ['new post: we have a dog', 'draft "we have a dog" taken request=new post:'],
    ['Write to us for a table', 'draft "Write to us for a table"'],
    ['Post-workout smoothies are here', 'draft "Post-workout smoothies are here"'],
    ['Schedule: Mon-Fri 9-18, Sat closed', 'draft "Schedule: Mon-Fri 9-18, Sat closed"'],
    ['Make it happen with our new espresso today', 'draft "Make it happen with our new espresso today"'],
    ['Create a thread about our beans', 'request "our beans" taken request=Create a thread about'],
    ['announce that we open on Monday', 'draft "we open on Monday" taken request=announce that'],
    ['https://barluce.example/menu', 'draft "https://barluce.example/menu"'],
    [
      'Look at this https://barluce.example/menu. LinkedIn. 9am',
      'draft "Look at this https://barluce.example/menu." on linkedin when 11-24 09:00 taken platforms=LinkedIn; when=9am',
    ],
    ['tomorrow at nine', 'schedule 11-24 09:00'],
    ['for LinkedIn and X, tomorrow at nine', 'only linkedin+x | schedule 11-24 09:00'],
    [
      'We moved from Monday to Tuesday at nine. Tuesday at nine',
      'draft "We moved from Monday to Tuesday at nine." when 11-24 09:00 taken when=Tuesday at nine',
    ],
    ['we open 25/12 at 9. 24/12 at 18:00', 'draft "we open 25/12 at 9." when 12-24 18:00 taken when=24/12 at 18:00'],
    [
      'Our new menu is here - tomorrow at nine',
      'draft "Our new menu is here - tomorrow at nine" when wishOrWords? 11-24 09:00',
    ],
    [
      'Our new menu is here (tomorrow at nine)',
      'draft "Our new menu is here (tomorrow at nine)" when wishOrWords? 11-24 09:00',
    ],
    [
      'Our new menu is out. In half an hour.',
      'draft "Our new menu is out." when 11-23 10:30 taken when=In half an hour',
    ],
    [
      'Our new menu is out. On the 31st of February.',
      'draft "Our new menu is out." when impossible? 2027-02-28 09:00, 2027-03-01 09:00 taken when=On the 31st of February',
    ],
    [
      'Our new menu is out. Everywhere. Tomorrow at 10am',
      'draft "Our new menu is out." on bluesky+mastodon+linkedin when 11-24 10:00 taken platforms=Everywhere; when=Tomorrow at 10am',
    ],
    ['Our new menu is out. Yesterday.', 'draft "Our new menu is out. Yesterday."'],
    ['Publish this on bluesky: We open', 'draft "We open" on bluesky taken request=Publish this; platforms=on bluesky'],
    ['What a day', 'draft "What a day"'],
    ['Come to our bar, please', 'draft "Come to our bar, please"'],
    [
      'Our new menu is out. Only on mastodon',
      'draft "Our new menu is out." on mastodon taken platforms=Only on mastodon',
    ],
    [
      'Our new menu is out. Not on mastodon.',
      'draft "Our new menu is out." taken platforms=Not on mastodon | drop mastodon',
    ],
    [
      'post that we open on LinkedIn tomorrow at nine',
      'draft "we open" on linkedin when 11-24 09:00 taken request=post that; platforms=on LinkedIn; when=tomorrow at nine',
    ],
    ['Threads: a love story in thirty cups', 'draft "Threads: a love story in thirty cups"'],
    ['X marks the spot on our new map', 'draft "X marks the spot on our new map"'],
    ['Hold on tight, we open on Friday at nine', 'draft "Hold on tight, we open on Friday at nine"'],
    ['Stop what you are doing. Monday at nine we open.', 'draft "Stop what you are doing. Monday at nine we open."'],
    ['Cancel your plans: Friday at nine', 'draft "Cancel your plans: Friday at nine" when wishOrWords? 11-27 09:00'],
    ['Undo', 'undo'],
    ['Skip the line', 'draft "Skip the line"'],
    ['Approve', 'approve'],
    ['Resume: ten years of espresso', 'draft "Resume: ten years of espresso"'],
    ['Help us name our new dog', 'draft "Help us name our new dog"'],
    ['Start your day with us', 'draft "Start your day with us"'],
    ['Drafts of wind, cups of coffee', 'draft "Drafts of wind, cups of coffee"'],
    ['Change? We love it.', 'draft "Change? We love it."'],
    ['Post it. Tomorrow at nine.', 'schedule 11-24 09:00'],
    ['Show up on Friday at nine and get a free espresso', 'draft "Show up on Friday at nine and get a free espresso"'],
    ['ok', 'yes'],
    ['We open at nine... Bluesky!', 'draft "We open at nine..." on bluesky taken platforms=Bluesky'],
    [
      'Come on Friday (LinkedIn, tomorrow at nine)',
      'draft "Come on Friday" on linkedin when 11-24 09:00 taken platforms=LinkedIn; when=tomorrow at nine',
    ],
    [
      'The line "post it tomorrow at nine" made us laugh',
      'draft "The line \\"post it tomorrow at nine\\" made us laugh"',
    ],
    ['Open: Mon 9:00, Tue 10:00', 'draft "Open: Mon 9:00, Tue 10:00" when wishOrWords? 11-24 10:00, 11-30 09:00'],
    ['Meet us at 9. At 9.', 'draft "Meet us at 9." when 11-24 09:00 taken when=At 9'],
    ['Hello Trieste! We open on Friday. Share this!', 'draft "Hello Trieste! We open on Friday. Share this!"'],
    [
      'Text\n\nFor LinkedIn and Bluesky\nTomorrow 9am',
      'draft "Text" on linkedin+bluesky when 11-24 09:00 taken platforms=For LinkedIn and Bluesky; when=Tomorrow 9am',
    ],
    [
      'We raised £3M. Here is how. On LinkedIn and X. In 20 minutes',
      'draft "We raised £3M. Here is how." on linkedin+x when 11-23 10:20 taken platforms=On LinkedIn and X; when=In 20 minutes',
    ],
    [
      'write about our opening, shorter, no emoji',
      'request "our opening" taken request=write about; request=shorter; request=no emoji | revise shorter+noEmoji',
    ],
    [
      'write a short post for linkedin about our bar',
      'request "our bar" on linkedin taken request=write a short post; platforms=for linkedin',
    ],
    ['write a linkedin post about our bar', 'request "our bar" on linkedin taken request=write a; platforms=linkedin'],
    [
      'Write an Instagram caption for our new cake',
      'request "our new cake" on instagram taken request=Write an; platforms=instagram',
    ],
    ['post about our bar on x', 'request "our bar" on x taken request=post about; platforms=on x'],
    ['tweet that we are open', 'draft "we are open" taken request=tweet that'],
    ['Post that: we open on Monday', 'draft "We open on Monday" taken request=Post that:'],
    [
      'schedule a post about our bar for Friday at ten',
      'request "our bar for Friday at ten" taken request=schedule a post about',
    ],
    [
      'schedule a post for Friday at ten about our bar',
      'request "our bar" when 11-27 10:00 taken request=schedule a post; when=for Friday at ten',
    ],
    [
      'Publish on Friday at ten: we open',
      'draft "We open" when 11-27 10:00 taken request=Publish; when=on Friday at ten',
    ],
    ['remind everyone that we close at 9', 'draft "remind everyone that we close at 9"'],
    ['We close at 9 tomorrow', 'draft "We close at 9 tomorrow"'],
    ['closed tomorrow', 'draft "closed tomorrow"'],
    [
      'Tomorrow we are closed. Post it today at noon.',
      'draft "Tomorrow we are closed." when 11-23 12:00 taken request=Post it; when=today at noon',
    ],
    [
      'Tomorrow we are closed. today at noon',
      'draft "Tomorrow we are closed." when 11-23 12:00 taken when=today at noon',
    ],
    ['Free coffee tomorrow at nine', 'draft "Free coffee tomorrow at nine"'],
    ['I want to post that we won', 'draft "We won" taken request=I want to post that'],
    [
      'please write: we won the prize. tomorrow at 9',
      'draft "we won the prize." when 11-24 09:00 taken request=please write:; when=tomorrow at 9',
    ],
    [
      'Big sale! 20% off everything. fb, ig. 18:30',
      'draft "Big sale! 20% off everything." on facebook+instagram when 11-23 18:30 taken platforms=fb, ig; when=18:30',
    ],
    [
      'New menu — bluesky, tomorrow 18:30',
      'draft "New menu" on bluesky when 11-24 18:30 taken platforms=bluesky; when=tomorrow 18:30',
    ],
    [
      'domani alle 9 su bluesky: We are open',
      'draft "We are open" on bluesky when 11-24 09:00 taken when=domani alle 9; platforms=su bluesky',
    ],
  ])('reads "%s"', (text, expected) => {
    expect(heard(text, fresh)).toBe(expected)
  })
})
