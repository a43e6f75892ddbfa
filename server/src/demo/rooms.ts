import type { SeedMessage, SeedRoom } from '../seed/seed.js';
import { at, everybody, roomUuid, toRoom } from './mentions.js';
import { DAY, HOUR, says } from './says.js';
import { website } from './website.js';

const DEPLOY_SCRIPT = `Here is what the job runs now, the check before the switch is new:

\`\`\`bash
#!/bin/bash
set -euo pipefail

npm ci
npm run build
curl --fail --silent https://staging.example/health
ln -sfn "releases/$TAG" current
\`\`\`

If \`curl\` fails, \`current\` still points to the old release.`;

const ANSWER_TIMES = `Figures of the first week:

| Queue   | Calls | Answered | Median wait |
| :------ | ----: | -------: | ----------: |
| Sales   |   412 |     97 % |        14 s |
| Support |   958 |     93 % |        41 s |
| Billing |   120 |     99 % |         8 s |

Support is still the one to look at.`;

const release: readonly SeedMessage[] = [
  says(
    'alice',
    3 * DAY + 2 * HOUR,
    'Good morning! The release is planned for **Thursday at 14:00**. What is still open?',
  ),
  says(
    'bob',
    3 * DAY + 2 * HOUR - 3,
    'From my side:\n\n- [x] migration of the call logs\n- [x] new hold music :hold_music:\n- [ ] the deploy script',
  ),
  says(
    'carol',
    3 * DAY + 2 * HOUR - 7,
    'The French texts are done, and proofread by two people who were born with it 😄',
    {
      '🎉': ['alice', 'bob'],
      '🇨🇦': ['dave'],
    },
  ),
  says('dave', 3 * DAY + HOUR, 'I will write the announcement. Draft is at https://wiki.demo.example/release-notes'),
  says('bob', 2 * DAY + 4 * HOUR, DEPLOY_SCRIPT, { '👍🏽': ['carol'], '👍': ['alice', 'dave'] }),
  says('alice', 2 * DAY + 4 * HOUR - 2, 'Nice. What happens to calls that are up while it switches?'),
  says('bob', 2 * DAY + 4 * HOUR - 4, 'Nothing: the old process keeps them until they hang up, *then* it stops.'),
  says('alice', 2 * DAY + 4 * HOUR - 5, '👏'),
  says(
    'carol',
    DAY + 6 * HOUR,
    `Tested on staging with 200 calls. Two remarks:\n\n1. the timer on the wallboard jumps by a second now and then\n2. ~~the search forgets accents~~ fixed by ${at('dave')}`,
  ),
  says(
    'dave',
    DAY + 6 * HOUR - 9,
    '> the timer on the wallboard jumps\n\nKnown, and it did before. I would not hold the release for it.',
  ),
  { ...says('bob', DAY + 5 * HOUR + 3, ''), gif: 'ship-it' },
  says('alice', DAY + 5 * HOUR, 'Agreed. Thursday it is 🚀', { '🚀': ['bob', 'carol', 'dave'], '❤️': ['carol'] }),
  says('bob', 95, 'Everything is on staging under the final tag.'),
  says('carol', 92, 'One last look at the French help pages, then you have my go.', { ':approved:': ['alice', 'bob'] }),
  says('dave', 71, 'Announcement is reviewed and scheduled for 15:00.', { '✅': ['alice'] }),
  says('alice', 34, `Thank you all. ${everybody}, shall we meet five minutes before, here?`),
  says('carol', 31, 'I am in 🙋‍♀️', { '👍': ['alice', 'bob', 'dave'] }),
];

const direct: readonly SeedMessage[] = [
  says('alice', DAY + 3 * HOUR, 'Do you have a minute for the Lavoie account? They ask for a second site.'),
  says('bob', DAY + 3 * HOUR - 6, 'Sure. How many phones?'),
  says('alice', DAY + 3 * HOUR - 8, 'About **40**, and they want to keep their numbers: 418 555 0140 to 0179.'),
  says('bob', DAY + 3 * HOUR - 15, 'Keeping them takes ten working days. I will send you the form.'),
  says(
    'bob',
    DAY + 2 * HOUR,
    `Done, it is in your mail. They only have to sign page 3. What I need after that stands in ${toRoom('a3', 'Support')}.`,
    { '🙏': ['alice'] },
  ),
  says('alice', 52, 'Signed! Could you start it today?'),
  says('bob', 47, 'Started. I keep you posted 👌'),
];

const support: readonly SeedMessage[] = [
  says('siobhan', 4 * DAY, 'Welcome to the support room. One thread per case, please, and never a password in here.'),
  says('carol', 2 * DAY + HOUR, ANSWER_TIMES, { '👀': ['dave', 'siobhan'] }),
  says(
    'dave',
    2 * DAY + HOUR - 11,
    `Mondays from 9 to 11 are half of those waits :on_hold: ${at('jose')}, could you move a shift?`,
  ),
  says('jose', 2 * DAY + HOUR - 20, 'I can take Mondays until the end of the month.', {
    '💚': ['carol', 'dave'],
    '🙌': ['siobhan'],
  }),
  says('elodie', 3 * HOUR, 'A customer hears himself with an echo, only on the door phone. Any idea?'),
  says(
    'dave',
    3 * HOUR - 4,
    'Lower the gain of its speaker: `Settings → Audio → Output gain`, 6 dB less is usually enough.',
  ),
  says('elodie', 2 * HOUR, `That was it, thanks ${at('dave')}! :party_friend:`, { '🎯': ['dave'] }),
];

const lunch: readonly SeedMessage[] = [
  says(
    'dave',
    5 * HOUR,
    'Lunch at noon? Options:\n\n1. 🍜 the new noodle place\n2. 🥙 falafel at the market\n3. 🥪 sandwiches on the roof',
    {
      '1️⃣': ['alice', 'carol'],
      '2️⃣': ['bob'],
    },
  ),
  says('zoe', 5 * HOUR - 5, 'Noodles! 🍜🍜🍜'),
  { ...says('zoe', 5 * HOUR - 5.5, ''), gif: 'lunch' },
  says('carol', 5 * HOUR - 6, '🍜'),
  says('alice', 4 * HOUR, 'Table for six at 12:15, under the name of Dave.', { '😋': ['dave', 'zoe', 'carol'] }),
];

const around: readonly SeedMessage[] = [
  says('amina', 2 * DAY + 8 * HOUR, 'مرحباً من الدار البيضاء! المكتب الجديد جاهز ابتداءً من الاثنين.', {
    '🎊': ['alice', 'yuki', 'olena'],
  }),
  says('yuki', 2 * DAY + 6 * HOUR, '東京オフィスからもおめでとうございます 🎌'),
  says('olena', 2 * DAY + 5 * HOUR, 'Вітаємо! Надішліть фото 📸'),
  says('alice', DAY + 8 * HOUR, 'Congratulations, Amina! We will show the pictures in the Friday call.', {
    '❤️': ['amina'],
  }),
];

/** Few and alive, so that the list stays calm; some of it is still to be read. */
export const ROOMS: readonly SeedRoom[] = [
  room('a1', 'Release 26.12', ['alice', 'bob', 'carol', 'dave'], release),
  room('a2', undefined, ['alice', 'bob'], direct),
  {
    ...room('a3', 'Support', ['alice', 'bob', 'carol', 'dave', 'siobhan', 'jose', 'elodie'], support),
    unread: { alice: 3, bob: 3 },
  },
  { ...room('a4', 'Lunch 🍜', ['alice', 'bob', 'carol', 'dave', 'zoe'], lunch), unread: { bob: 2 } },
  room('a6', 'New web site', ['alice', 'bob', 'carol', 'dave', 'zoe'], website),
  room('a5', 'Around the world', ['alice', 'bob', 'amina', 'yuki', 'olena', 'wolfe'], around),
];

function room(digits: string, name: string | undefined, users: string[], messages: readonly SeedMessage[]): SeedRoom {
  const uuid = roomUuid(digits);
  return name === undefined ? { uuid, users, messages } : { uuid, name, users, messages };
}
