// The page of a host site: it knows the widget's tag, its attributes and `tokenProvider`, and nothing else of it.
const NAMES = { alice: 'Alice', bob: 'Bob', carol: 'Carol', dave: 'Dave' };

const query = new URLSearchParams(location.search);
const user = query.get('user') ?? '';
const lang = query.get('lang') === 'fr' ? 'fr' : 'en';
const theme = ['light', 'dark'].includes(query.get('theme')) ? query.get('theme') : 'light dark';

document.documentElement.lang = lang;
document.documentElement.style.setProperty('color-scheme', theme);

/** This site's own server signs its visitors in; no password is in the page. */
function tokenProviderFor(name) {
  return async ({ signal }) => {
    const response = await fetch('/demo/token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: name }),
      signal,
    });
    if (!response.ok) throw new Error(`The demo's token route answered ${response.status}.`);
    const { token } = await response.json();
    return token;
  };
}

function showPerson(name) {
  const section = document.createElement('section');
  const heading = document.createElement('h2');
  heading.textContent = NAMES[name] ?? name;
  const chat = document.createElement('wazo-group-chat');
  chat.host = location.origin;
  chat.tokenProvider = tokenProviderFor(name);
  if (query.has('room')) chat.room = query.get('room');
  section.append(heading, chat);
  document.querySelector('#people').append(section);
}

/** A choice of the header is kept in the page's address. */
function connectChoice(id, value, standard) {
  const select = document.querySelector(`#${id}`);
  select.value = value;
  select.addEventListener('change', () => {
    const next = new URLSearchParams(location.search);
    if (select.value === standard) next.delete(id);
    else next.set(id, select.value);
    location.search = next.toString();
  });
}

connectChoice('user', user, '');
connectChoice('lang', lang, 'en');
connectChoice('theme', theme, 'light dark');
for (const name of user ? [user] : ['alice', 'bob']) showPerson(name);
