import { equal, match } from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { en } from '../../src/i18n/en.js';
import { enConversation } from '../../src/i18n/en-conversation.js';
import { fold } from '../../src/i18n/fold.js';
import { countOf, followDevice, formatDate, formatRecent, momentHabits } from '../../src/i18n/formats.js';
import { fr } from '../../src/i18n/fr.js';
import { travel, travelHome } from '../support/travel.js';

/** Which blank stands before "PM" is the locale data's business. */
const blanks = (text: string): string => text.replace(/\s/gu, ' ');

describe('moments', () => {
  const { navigator: own } = globalThis;

  /** The person's browser speaks this. */
  function speak(locale: string): void {
    Object.defineProperty(globalThis, 'navigator', { value: { language: locale }, configurable: true });
    followDevice();
  }

  afterEach(() => {
    travelHome();
    Object.defineProperty(globalThis, 'navigator', { value: own, configurable: true });
    followDevice();
  });

  test('are written in the time zone in which the device is', () => {
    const noon = new Date('2026-11-22T12:00:00Z');
    travel('Europe/Paris');
    followDevice();
    speak('en-US');
    equal(blanks(formatDate('en', 'time', noon)), '1:00 PM');
    travel('Asia/Tokyo');
    equal(followDevice(), true);
    match(momentHabits(), /^Asia\/Tokyo /);
    equal(blanks(formatDate('en', 'time', noon)), '9:00 PM');
    equal(formatDate('fr', 'weekday', new Date('2026-11-22T20:00:00Z')), 'lun.');
    equal(followDevice(), false);
  });

  test('cost nothing before the first one is written: an element that comes on the page asks its server first', async () => {
    const path = '../../src/i18n/formats.js?anew';
    const anew = (await import(path)) as { readonly followDevice: () => boolean };
    const { DateTimeFormat } = Intl;
    let made = 0;
    Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
      construct: (target, words: [string?]) => {
        made += 1;
        return new target(...words);
      },
    });
    try {
      equal(anew.followDevice(), false);
      equal(made, 0);
    } finally {
      Intl.DateTimeFormat = DateTimeFormat;
    }
  });

  test('count hours as the person does, whatever the page speaks', () => {
    const evening = new Date(2026, 10, 22, 20, 5);
    const HABITS = [
      ['en-US', '8:05 PM'],
      ['en-CA', '8:05 PM'],
      ['en-AU', '8:05 PM'],
      ['hi-IN', '8:05 PM'],
      ['ko-KR', '8:05 PM'],
      ['en-GB', '20:05'],
      ['fr-FR', '20:05'],
      ['fr-CA', '20:05'],
      ['de-DE', '20:05'],
      ['pt-BR', '20:05'],
      ['ja-JP', '20:05'],
      ['en-US-u-hc-h23', '20:05'],
    ] as const;
    for (const [locale, time] of HABITS) {
      speak(locale);
      equal(blanks(formatDate('en', 'time', evening)), time, locale);
      equal(blanks(formatRecent('en', evening, evening)), time, locale);
      match(blanks(formatDate('en', 'full', evening)), new RegExp(`Sunday, November 22, 2026 at ${time}`), locale);
    }
    equal(formatDate('en', 'shortDay', evening), 'Nov 22');
    speak('en-US');
    equal(blanks(formatDate('fr', 'time', evening)), '8:05 PM');
  });

  test('read differently when the person counts hours otherwise', () => {
    speak('en-US');
    Object.defineProperty(globalThis, 'navigator', { value: { language: 'de-DE' }, configurable: true });
    equal(followDevice(), true);
    equal(followDevice(), false);
  });
});

describe('numbers in sentences', () => {
  const said = (lang: string, term: (typeof en)['unreadMessages'], value: number): string =>
    // Which blank separates thousands is the locale data's business.
    term(countOf(lang, value)).replace(/\s/gu, ' ');

  test('have the separators of the language', () => {
    equal(said('en', en.unreadMessages, 1_000), '1,000 unread messages');
    equal(said('fr', fr.unreadMessages, 1_000), '1 000 messages non lus');
  });

  test('take the plural that the language has for them', () => {
    equal(said('en', en.roomsFound, 0), '0 rooms found');
    equal(said('en', en.roomsFound, 1), '1 room found');
    equal(said('fr', fr.roomsFound, 0), '0 salon trouvé');
    equal(said('fr', fr.roomsFound, 1), '1 salon trouvé');
    equal(said('fr', fr.roomsFound, 2), '2 salons trouvés');
    equal(fr.andOthers('Ann', countOf('fr', 1)), 'Ann et 1 autre');
    equal(
      enConversation.tooLong(countOf('en', 1), countOf('en', 20_000)),
      '1 character too long (the limit is 20,000)',
    );
  });
});

describe('folding for a search', () => {
  test('takes away case, accents and ligatures', () => {
    equal(fold('CÔTÉ'), 'cote');
    equal(fold('Cœur Æther'), 'coeur aether');
    equal(fold('ﬁn'), 'fin');
    equal(fold('Ångström'), 'angstrom');
  });

  test('keeps the letters of other scripts', () => {
    equal(fold('Привет'), 'привет');
    equal(fold('مرحبا'), 'مرحبا');
    equal(fold('日本'), '日本');
  });
});
