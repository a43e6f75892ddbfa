import type { SeedMessage } from '../seed/seed.js';
import { at, everybody, toRoom } from './mentions.js';
import { DAY, HOUR, says } from './says.js';

// A conversation in which people send each other everything that a message can carry.

const START = 3 * DAY + 6 * HOUR;

const STYLES = `The colours are variables now, and the dark page is four lines:

\`\`\`css
:root {
  color-scheme: light dark;
  --ground: light-dark(#ffffff, #1f1b33);
  --accent: light-dark(#b79bff, #5ed3a5);
}
\`\`\``;

const SCRIPT = `And this is all that is left of the script:

\`\`\`ts
/** Remembers what a visitor has chosen. */
export function chooseTheme(theme: 'light' | 'dark'): void {
  document.documentElement.style.colorScheme = theme;
  localStorage.setItem('theme', theme); // gone with the browser's data
}
\`\`\``;

const QUERY = `The pages that people leave at once:

\`\`\`sql
SELECT page, count(*) AS visits, avg(seconds) AS stay
FROM visit
WHERE stay < 5 AND at > now() - interval '30 days'
GROUP BY page
ORDER BY visits DESC;
\`\`\``;

const MINUTES = `**What we said yesterday**, for those who could not be there:

## Home
The picture stays, and becomes smaller on phones. Two sentences above it at most: who we are, and what one can do here. The rest goes to the pages below.

## Prices
- three plans, the middle one a little larger
- yearly and monthly, with one switch
- no asterisk anywhere: what costs more is said in the line in which it costs more

## Team
Everybody chooses their own picture. Who wants none has a colour.

## Texts
Carol writes French and English side by side, and not one after the other, so that neither reads like a translation. Dave reads both. Whatever needs more than a screen is cut.

## What we do not build
1. a cookie banner: there are no cookies
2. a newsletter
3. a chat on every page – people look for us, they need not be run after

## Until when
- [x] drafts
- [x] colours
- [ ] texts of *home* and *prices*
- [ ] pictures of the team
- [ ] a test with five people who have never seen it

## Open
Who answers what comes in by the form at the week-end? Zoë asks in the support room, and we decide on Monday.`;

const TIMES = `| Page   |   Old |   New |
| :----- | ----: | ----: |
| Home   | 3.4 s | 0.8 s |
| Prices | 2.9 s | 0.6 s |
| Team   | 5.1 s | 0.9 s |

On a phone with a slow line, to the first words.`;

const carries = (message: SeedMessage, ...files: string[]): SeedMessage => ({ ...message, files });

export const website: readonly SeedMessage[] = [
  carries(
    says('zoe', START, 'Here is what we agreed with the agency, and what it may cost.', { '🙏': ['alice'] }),
    'brief.pdf',
    'budget.csv',
  ),
  carries(
    says('zoe', START - 20, 'My first draft of the home page:', { '😍': ['carol', 'alice'], '🌄': ['bob'] }),
    'home.png',
  ),
  says('bob', START - 26, '> My first draft of the home page\n\nI like the hills. Could there be a dark one, too?'),
  carries(
    says('zoe', START - 90, 'There can! With the other pages:'),
    'home-dark.png',
    'prices.png',
    'team.png',
    'phone.png',
  ),
  says('alice', START - 94, '🤩🌙'),
  says('bob', 2 * DAY + 9 * HOUR, STYLES, { '👌': ['zoe'] }),
  says('bob', 2 * DAY + 9 * HOUR - 4, SCRIPT),
  says('dave', 2 * DAY + 8 * HOUR, QUERY, { '👀': ['zoe', 'alice'] }),
  says(
    'dave',
    2 * DAY + 8 * HOUR - 6,
    'Guess which one wins: ||it is the page that explains how to find the other pages||',
  ),
  says('carol', 2 * DAY + 8 * HOUR - 9, '😂', { '😂': ['bob', 'dave', 'zoe'] }),
  says('alice', 2 * DAY + 2 * HOUR, MINUTES, { '❤️': ['carol', 'dave'] }),
  carries(
    says('carol', DAY + 12 * HOUR, 'I am on the train, so I say it instead of writing it:'),
    'voice-message-2026-11-25-10.12.webm',
  ),
  carries(
    says('zoe', DAY + 11 * HOUR, 'The teaser, four seconds. The sun comes up on the first note of the tune.', {
      '🎬': ['alice', 'bob'],
    }),
    'teaser.webm',
  ),
  carries(says('zoe', DAY + 11 * HOUR - 2, 'And the tune itself 🎵'), 'jingle.wav'),
  carries(
    says('bob', DAY + 10 * HOUR, `It builds without a warning. It goes out with ${toRoom('a1', 'Release 26.12')}:`),
    'build.log',
  ),
  says('bob', DAY + 10 * HOUR - 3, TIMES, { '🚀': ['alice', 'carol', 'dave', 'zoe'] }),
  { ...says('alice', DAY + 9 * HOUR, ''), gif: 'applause' },
  says(
    'carol',
    DAY + 8 * HOUR,
    `${at('zoe')}, the text of *prices* is in. Does it fit beside your picture? :on_hold: until you say so`,
  ),
  says('zoe', DAY + 8 * HOUR - 12, `Like a glove, ${at('carol')} :approved:`, { ':party_friend:': ['carol', 'alice'] }),
  says(
    'alice',
    DAY + 7 * HOUR,
    `${everybody} that was the last one. Questions about the form go to ${toRoom('a3', 'Support')} from Monday on.`,
    { ':approved:': ['bob', 'dave'], '❤️': ['zoe'] },
  ),
];
