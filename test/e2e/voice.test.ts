import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { PageProblems } from '../support/page-problems.js';
import { demoPeople, type Person } from '../support/people.js';

// Voice messages between two people, with a microphone that beeps, on the demo's own page with its strict policy.

const ROOM = 'Release 26.12';
const FAKE_MICROPHONE = '--use-fake-device-for-media-stream';
/** In place of the person, of whom not every browser without windows asks. */
const ALLOWED = '--use-fake-ui-for-media-stream';
const BLOCKED = `${ALLOWED}=deny`;

const people = demoPeople({ room: ROOM, args: [FAKE_MICROPHONE, ALLOWED], prepare: watchMicrophones });

/** Somebody with the room open, whose pages may use the microphone. */
function open(user: string): Promise<Person> {
  return people.open(user, { permissions: ['microphone'] });
}

/** Keeps all microphones that are opened, to see whether they are let go. */
async function watchMicrophones(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

function microphones(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map((t) => t.readyState));
}

/** The last voice message of the thread. */
function lastVoice(page: Page): Locator {
  return page.locator('wazo-chat-message wazo-chat-voice-player').last();
}

/** Records for about so many seconds. */
async function record(page: Page, seconds: number): Promise<void> {
  await page.getByRole('button', { name: 'Record a voice message' }).press('Enter');
  await page
    .locator('wazo-chat-voice-recorder .time')
    .filter({ hasText: `0:0${seconds}` })
    .waitFor();
}

test('what one person says, the other hears: recorded, paused, listened to and sent by keyboard alone', async () => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')]);
  await record(alice.page, 1);
  await alice.page.getByRole('button', { name: 'Pause the recording' }).press('Enter');
  await alice.page.getByRole('button', { name: 'Go on recording' }).press('Enter');
  await alice.page.locator('wazo-chat-voice-recorder .time').filter({ hasText: '0:02' }).waitFor();
  await alice.page.getByRole('button', { name: 'Stop and listen' }).press('Enter');
  const preview = alice.page.locator('wazo-chat-voice-recorder wazo-chat-voice-player');
  await preview.getByRole('button', { name: 'Play' }).press('Enter');
  await preview.getByRole('button', { name: 'Pause' }).waitFor();
  await alice.page.waitForFunction(
    (slider) => Number(slider.getAttribute('aria-valuenow')) > 0,
    await preview.getByRole('slider').elementHandle(),
  );
  assert.deepEqual(await microphones(alice.page), ['ended'], 'the microphone is let go');
  await alice.page.getByRole('button', { name: 'Send the voice message' }).press('Enter');

  const heard = lastVoice(bob.page);
  await heard.waitFor();
  await heard
    .locator('.time')
    .filter({ hasText: /0:0[2-9]/ })
    .waitFor();
  assert.match((await heard.locator('.rest').getAttribute('d')) ?? '', /v20\.0/);
  await heard.getByRole('button', { name: 'Speed: 1×' }).press('Enter');
  await heard.getByRole('button', { name: 'Play' }).press('Enter');
  const audio = heard.locator('audio');
  await bob.page.waitForFunction(
    (player) => (player as HTMLAudioElement).currentTime > 0.3,
    await audio.elementHandle(),
  );
  const { rate, duration } = await audio.evaluate((player: HTMLAudioElement) => ({
    rate: player.playbackRate,
    duration: player.duration,
  }));
  assert.equal(rate, 1.5);
  assert.ok(duration > 1.5 && duration < 10, `the file says how long it is: ${duration}`);
  await heard.getByRole('button', { name: 'Play' }).waitFor();
  await bob.page.getByRole('button', { name: /Release 26.12.*🎤 Voice message/s }).waitFor();
  assert.deepEqual([alice.problems.all, bob.problems.all], [[], []]);
});

test('who does not allow the microphone hears what to do, and can go on writing', async (t) => {
  const strict = await launchBrowser([FAKE_MICROPHONE, BLOCKED]);
  t.after(() => strict.close());
  const { page, problems } = await people.openIn(await strict.newContext(), 'alice');
  await page.getByRole('textbox', { name: /^Message to/ }).fill('half a word');
  await page.getByRole('button', { name: 'Record a voice message' }).press('Enter');
  await page.getByRole('alert').filter({ hasText: 'The microphone is blocked.' }).waitFor();
  const field = page.getByRole('textbox', { name: /^Message to/ });
  assert.equal(await field.inputValue(), 'half a word');
  assert.ok(await field.evaluate((element) => element.matches(':focus')));
  assert.equal(await page.locator('wazo-chat-voice-recorder').count(), 0);
  assert.deepEqual(problems.all, []);
});

test('a recording whose room is left is stopped, and waits there', async () => {
  const { page, problems } = await open('alice');
  await record(page, 1);
  await page.getByRole('button', { name: /^Support/ }).click();
  await page.getByText('The recording was stopped. It waits in “Release 26.12” to be sent.').waitFor();
  assert.deepEqual(await microphones(page), ['ended']);
  assert.equal(await page.getByRole('list', { name: 'Files to send' }).count(), 0);
  await page.getByRole('button', { name: new RegExp(ROOM) }).click();
  await page.getByRole('list', { name: 'Files to send' }).getByRole('listitem').waitFor();
  assert.deepEqual(problems.all, []);
});

test('a recording whose page is lost waits in the draft of its room, in the tab beside it, and is heard as a whole', async () => {
  const { page } = await open('alice');
  const beside = await page.context().newPage();
  const problems = await PageProblems.watch(beside);
  await beside.goto(`${people.app.origin}/?user=alice`);
  await beside.getByRole('button', { name: new RegExp(ROOM) }).click();
  await page.bringToFront();
  await record(page, 4);
  assert.equal(await beside.getByRole('list', { name: 'Files to send' }).count(), 0);
  await page.close({ runBeforeUnload: false });
  await beside.getByRole('list', { name: 'Files to send' }).getByRole('listitem').waitFor();
  await beside.getByRole('button', { name: 'Send', exact: true }).click();
  await lastVoice(beside)
    .locator('.time')
    .filter({ hasText: /0:0[3-5]/ })
    .waitFor();
  assert.deepEqual(problems.all, []);
});

test('the browser asks before a page that records is left', async () => {
  const { page } = await open('alice');
  await record(page, 2);
  const asked = page.waitForEvent('dialog');
  const leaving = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
  await leaving;
  await page.locator('wazo-chat-voice-recorder .time').filter({ hasText: '0:03' }).waitFor();
});
