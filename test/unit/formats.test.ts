import { equal } from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { en } from '../../src/i18n/en.js';
import { fold } from '../../src/i18n/fold.js';
import { countOf, followTimeZone, formatDate, timeZone } from '../../src/i18n/formats.js';
import { fr } from '../../src/i18n/fr.js';
import { travel, travelHome } from '../support/travel.js';

describe('moments', () => {
  afterEach(() => {
    travelHome();
    followTimeZone();
  });

  test('are written in the time zone in which the device is', () => {
    const noon = new Date('2026-11-22T12:00:00Z');
    travel('Europe/Paris');
    followTimeZone();
    equal(formatDate('en', 'time', noon), '1:00 PM');
    travel('Asia/Tokyo');
    equal(followTimeZone(), true);
    equal(timeZone(), 'Asia/Tokyo');
    equal(formatDate('en', 'time', noon), '9:00 PM');
    equal(formatDate('fr', 'weekday', new Date('2026-11-22T20:00:00Z')), 'lun.');
    equal(followTimeZone(), false);
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
    equal(en.tooLong(countOf('en', 1), countOf('en', 20_000)), '1 character too long (the limit is 20,000)');
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
