// English: what is said about people and approvals.
import type { TeamPatterns } from './team.ts'

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
const where = '(?: (?:on|to|for) (?<where>[^,]+))?'
const role = '(?:an? |the )?(?<role>owner|editor|writer|approver|viewer|reader|client)'
const name = "(?<name>[\\p{L}][\\p{L}'. -]{0,60}?)"
const whole = (pattern: string) => new RegExp(`^(?:please )?(?:${pattern})$`, 'u')

export const teamEn: TeamPatterns = {
  roles: {
    owner: { role: 'owner', isClient: false },
    editor: { role: 'editor', isClient: false },
    writer: { role: 'editor', isClient: false },
    approver: { role: 'approver', isClient: false },
    viewer: { role: 'viewer', isClient: false },
    reader: { role: 'viewer', isClient: false },
    client: { role: 'approver', isClient: true },
  },
  ordinals: new Map(ordinals.map((word, i) => [word, i + 1])),
  invite: [whole(`invite ${name} (?:as|to be) ${role}`), whole(`invite ${name}`)],
  setRole: [whole(`make ${name} ${role}`), whole(`${name} is (?:now )?${role}(?: now)?`)],
  remove: [whole(`remove ${name} from (?:the )?(?:team|workspace|desk)`), whole(`remove (?:the )?member ${name}`)],
  switchTo: [
    whole(`(?:switch|change|go)(?: over)? to (?:the )?(?:workspace )(?<name>.{1,80})`),
    whole(`switch(?: over)? to (?<name>.{1,80})`),
  ],
  places: whole('(?:switch|workspaces|my workspaces|switch workspace|which workspace)'),
  team: whole("(?:the |my |show )?(?:team|people|members)|who is here|who's here"),
  showPolicy: whole(
    '(?:approvals|approval policy|the policy|who approves|who has to approve|who must approve|whose approval is needed|who approves posts)',
  ),
  nobody: [
    whole(`posts${where} need no (?:approvals?|yes)`),
    whole(`no approvals?(?: needed)?${where}`),
    whole("posts need nobody else's (?:approval|yes)"),
    whole('nobody (?:else )?(?:has to|needs to|must) approve'),
  ],
  any: [
    whole(`posts${where} need (?:an?|the|one) (?:approval|yes)(?: (?:of|from|by) (?:any|an|one) approver)?`),
    whole(`posts${where} need (?:any|an) approver(?:'s (?:approval|yes))?`),
    whole('(?:any|an) approver (?:has to|needs to|must) approve(?: posts)?'),
    whole('somebody else (?:has to|needs to|must) approve(?: posts)?'),
  ],
  two: [
    whole(`two approvals?(?:${where})?[:,]? (?:the )?team,? (?:and )?then (?:the )?client`),
    whole(`posts${where} need two approvals?(?:[:,]? (?:the )?team,? (?:and )?then (?:the )?client)?`),
    whole('first (?:the )?team,? (?:and )?then (?:the )?client'),
  ],
  named: [
    whole(`posts${where} need (?<names>[\\p{L}][\\p{L} ',-]*?)(?:'s|s')? (?:approval|yes|ok|okay)`),
    whole(`posts${where} need (?:the )?(?:approval|yes|ok) (?:of|from) (?<names>[\\p{L}][\\p{L} ',-]*)`),
    whole(`(?<names>[\\p{L}][\\p{L} ',-]*?) (?:has to|have to|must|needs to) approve (?:all |the |our )?posts${where}`),
  ],
  authorMay: whole(
    '(?:the )?authors? may approve (?:their|his|her)(?: own)?(?: posts)?|(?:everybody|everyone) may approve their own(?: posts)?',
  ),
  authorMayNot: whole(
    "(?:the )?authors? (?:may not|must not|cannot|can't) approve (?:their|his|her)(?: own)?(?: posts)?|nobody (?:may )?approves? their own(?: posts)?",
  ),
  whoApproved: [
    whole('who (?:has )?(?:approved|signed off|said yes to) (?:this|that|it|the post)'),
    whole('who (?:has )?(?:approved|signed off|said yes to) (?:the )?(?:post )?(?:number |#)?(?<number>\\d{1,5})'),
    whole('who approved'),
  ],
  review: whole(
    "review(?: (?:this week|the week|everything|all|my posts|posts|what waits))?|what waits for (?:me|my yes)|what's waiting for me",
  ),
  approveAll: [whole('approve (?:all|them all|all of them)(?: (?:but|except|without)(?: for)? (?<except>.+))?')],
  quiet: whole(
    '(?:quiet(?: hours)?|do not disturb(?: me)?|no reminders) (?:from )?(?<from>[\\d:.]+ ?(?:am|pm)?) (?:to|until|till|-) (?<to>[\\d:.]+ ?(?:am|pm)?)',
  ),
  noQuiet: whole('no quiet hours'),
  signIn: whole('(?:sign in|sign-in|log ?in|login)(?: link| on the web)?|(?:a |my )?(?:sign-in|login) link'),
  pair: [
    whole(
      'pair(?: (?:me|it))?(?: (?:to|with|on|in|from))? (?:my |the )?(?<chat>telegram|whatsapp|web)(?: chat| too| as well)?',
    ),
    whole('pair|(?:pair|add) (?:a|another|one more|a new) (?:chat|phone|device)'),
  ],
  exportAll: whole('export (?:everything|all|all our data|our data|my data|the workspace)'),
  erase: whole(
    '(?:erase|delete|forget) (?:my|our|this|the|the whole) workspace|(?:erase|forget) (?:me|myself|us|everything)|(?:erase|delete|forget) (?:all )?(?:of )?(?:my|our) data',
  ),
  keepAll: whole("keep everything|(?:do not|don't) erase (?:anything|it|me|us|(?:the|my|our) workspace)"),
  and: /\s*(?:,|\band then\b|\bthen\b|\band\b)\s*/iu,
}
