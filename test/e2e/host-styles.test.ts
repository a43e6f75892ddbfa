import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { App } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';

// Whatever a page sets on the element or around it, the chat has the size that it is given, and all of it is in view.

const VIEW = { width: 1440, height: 900 };
const NO_MARGIN = 'html, body { margin: 0 } body { font-family: Georgia }';

interface Case {
  readonly name: string;
  /** Of the page. */
  readonly css?: string;
  /** Where `CHAT` stands for the element. */
  readonly body?: string;
  /** Of the element. */
  readonly style?: string;
  /** The style of an iframe around the page. */
  readonly frame?: string;
  readonly panes?: 1 | 2;
  /** Of the box (px). */
  readonly height: number;
  readonly width?: number;
  readonly font?: RegExp;
  /** What happens on the page before one looks. */
  readonly then?: (page: Page) => Promise<unknown>;
}

const show = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const chat = document.querySelector('wazo-group-chat');
    for (let parent: Element | null = chat; parent; parent = parent.parentElement)
      if (parent instanceof HTMLElement) parent.style.removeProperty('display');
  });

const CASES: readonly Case[] = [
  // The element's own display
  ...['block', 'flex', 'inline-flex', 'grid', 'inline-grid', 'inline-block', 'flow-root', 'table-cell'].map(
    (display): Case => ({ name: display, style: `display: ${display}; width: 900px; height: 760px`, height: 760 }),
  ),
  { name: 'display: inline', style: 'display: inline', height: 600 },
  { name: 'display: contents', body: '<div style="height: 700px">CHAT</div>', style: 'display: contents', height: 700 },
  { name: 'a centring grid', style: 'display: grid; place-items: center; height: 700px', height: 700 },
  // The element's other properties
  { name: 'padding and a border', style: 'height: 760px; padding: 30px; border: 10px solid red', height: 680 },
  {
    name: 'padding in a content box',
    style: 'box-sizing: content-box; height: 700px; padding: 30px',
    height: 700,
  },
  { name: 'overflow: visible', style: 'display: block; height: 760px; overflow: visible', height: 760 },
  { name: 'overflow: auto', style: 'display: block; height: 760px; overflow: auto', height: 760 },
  ...['fixed', 'absolute'].map((position): Case => ({
    name: position,
    style: `position: ${position}; inset: 50px; height: auto`,
    height: 800,
  })),
  { name: 'static', style: 'position: static; height: 760px', height: 760 },
  {
    name: 'a corner of the screen',
    style: 'position: fixed; inset: auto 20px 20px auto; width: 380px; height: 560px',
    panes: 1,
    height: 560,
  },
  { name: 'strict containment', style: 'contain: strict; height: 760px', height: 760 },
  { name: 'no containment', style: 'contain: none; container-type: normal; height: 760px', height: 760 },
  { name: 'content-visibility', style: 'content-visibility: auto; height: 760px', height: 760 },
  { name: 'a little height', style: 'height: 400px; min-height: 0', height: 400 },
  { name: 'columns', style: 'columns: 2; height: 760px; display: block', height: 760 },
  { name: 'a vertical script', style: 'writing-mode: vertical-rl; width: 1000px; height: 760px', height: 760 },
  { name: 'white-space, spacing and case', style: TEXT_STYLE(), height: 760 },
  // What is around it
  { name: 'no height', height: 600 },
  { name: 'no height, as a block', style: 'display: block', height: 600 },
  { name: 'a parent with a height', body: '<div style="height: 555px">CHAT</div>', height: 555 },
  {
    name: 'percent heights',
    css: 'html, body, div, wazo-group-chat { height: 100% }',
    body: '<div>CHAT</div>',
    height: 900,
  },
  {
    name: 'percent of no height',
    css: 'div, wazo-group-chat { height: 100%; display: block }',
    body: '<div>CHAT</div>',
    height: 600,
  },
  { name: 'a column', css: COLUMN('height: 100vh'), body: '<header></header>CHAT', height: 800 },
  {
    name: 'a column of at least a screen',
    css: COLUMN('min-height: 100vh'),
    body: '<header></header>CHAT',
    height: 800,
  },
  {
    name: 'a block in a column of at least a screen',
    css: COLUMN('min-height: 100vh'),
    body: '<header></header>CHAT',
    style: 'display: block; flex: 1',
    height: 800,
  },
  {
    name: 'a column of at most a height',
    css: '.card { display: flex; flex-direction: column; max-height: 500px; padding: 20px }',
    body: '<div class="card">CHAT</div>',
    height: 500,
  },
  {
    name: 'a row',
    css: 'body { display: flex; height: 100vh } aside { flex: none; width: 300px }',
    body: '<aside></aside>CHAT',
    height: 900,
    width: 1140,
  },
  {
    name: 'a row that takes its height from another',
    css: 'body { display: flex } aside { flex: none; width: 300px; height: 650px }',
    body: '<aside></aside>CHAT',
    style: 'height: auto',
    height: 650,
  },
  {
    name: 'a grid',
    css: 'body { display: grid; grid-template: 100px 1fr / 300px 1fr; height: 100vh } header { grid-column: 1 / -1 }',
    body: '<header></header><aside></aside>CHAT',
    height: 800,
    width: 1140,
  },
  {
    name: 'a grid of at least a screen',
    css: 'body { display: grid; grid-template-rows: 100px 1fr; min-height: 100vh }',
    body: '<header></header>CHAT',
    style: 'display: block',
    height: 800,
  },
  { name: 'zoom on the element', style: 'zoom: 1.25; width: 1000px; height: 600px', height: 600 },
  { name: 'zoom on the page', css: 'body { zoom: 0.8; height: 700px }', height: 700 },
  {
    name: 'zoom to a narrow chat',
    style: 'zoom: 2; width: 590px; height: 400px',
    panes: 1,
    height: 400,
  },
  {
    name: 'everything unset',
    css: '* { all: unset !important }',
    height: 600,
    width: 1440,
    font: /system-ui/,
  },
  {
    name: 'everything unset, as far as the page is not important itself',
    css: '* { all: unset } wazo-group-chat { display: block; height: 760px }',
    height: 760,
  },
  {
    name: 'everything unset, a font for the chat',
    css: '* { all: unset !important } wazo-group-chat { --wazo-chat-font-family: Verdana }',
    height: 600,
    font: /Verdana/,
  },
  {
    name: 'boxes that inherit their sizing',
    css: '* { box-sizing: inherit } html { box-sizing: content-box }',
    style: 'height: 700px; padding: 30px; border: 5px solid red',
    height: 700,
  },
  {
    name: 'boxes that inherit their sizing, a border box at the root',
    css: '*, ::before, ::after { box-sizing: inherit !important } html { box-sizing: border-box !important }',
    style: 'height: 700px; padding: 30px; border: 5px solid red',
    height: 630,
  },
  {
    name: 'everything given a font and a border',
    css: 'body, body * { font: 30px/3 Courier !important; padding: 9px; border: 1px solid }',
    style: 'height: 700px',
    height: 680,
    font: /Courier/,
  },
  // A page of its own
  ...[
    [412, 412],
    [320, 300],
    [375, 240],
  ].map(([width, height]): Case => ({
    name: `an iframe of ${width} × ${height}`,
    frame: `width: ${width}px; height: ${height}px`,
    style: 'height: 100vh',
    panes: 1,
    height: height!,
    width: width!,
  })),
  {
    name: 'an iframe that is shown later, and made larger',
    frame: 'display: none; width: 320px; height: 300px',
    style: 'height: 100dvh',
    then: (page) =>
      page.evaluate(() => document.querySelector('iframe')?.setAttribute('style', 'width: 900px; height: 500px')),
    height: 500,
    width: 900,
  },
  // Not in view at first
  { name: 'shown later', style: 'display: none; height: 760px', then: show, height: 760 },
  { name: 'in an inactive tab', body: '<div style="display: none; height: 600px">CHAT</div>', then: show, height: 600 },
  {
    name: 'hidden and shown later',
    body: '<div hidden><div style="height: 600px">CHAT</div></div>',
    then: (page) => page.evaluate(() => document.querySelector('[hidden]')?.removeAttribute('hidden')),
    height: 600,
  },
  {
    name: 'in closed details',
    body: '<details><summary>Chat</summary><div style="height: 600px">CHAT</div></details>',
    then: (page) => page.locator('summary').click(),
    height: 600,
  },
  {
    name: 'in a dialog',
    css: 'dialog { width: 1000px; height: 700px; padding: 0; border: 0 }',
    body: '<dialog>CHAT</dialog>',
    then: (page) => page.evaluate(() => document.querySelector('dialog')?.showModal()),
    height: 700,
  },
  {
    name: 'in a dialog without a size',
    css: 'dialog { width: 800px }',
    body: '<dialog>CHAT</dialog>',
    then: (page) => page.evaluate(() => document.querySelector('dialog')?.showModal()),
    height: 600,
  },
  {
    name: 'in a popover',
    css: '[popover] { width: 380px; height: 600px; padding: 0; border: 0 }',
    body: '<div popover>CHAT</div>',
    then: (page) => page.evaluate(() => document.querySelector<HTMLElement>('[popover]')?.showPopover()),
    panes: 1,
    height: 600,
  },
];

function COLUMN(height: string): string {
  return `body { display: flex; flex-direction: column; ${height} } header { flex: none; height: 100px }`;
}

function TEXT_STYLE(): string {
  return `height: 760px; white-space: pre; letter-spacing: 4px; word-spacing: 9px; text-indent: 40px; line-height: 4;
    text-align: end; text-transform: uppercase; font-variant: small-caps; word-break: break-all; text-shadow: 0 0 9px red;
    -webkit-text-fill-color: red; list-style: none; tab-size: 1; text-wrap: nowrap; direction: ltr`;
}

/** "Release 26.12" of the demo. */
const ROOM = 'de300000-0000-4000-9000-0000000000a1';

const SIGN_IN = `
  const chat = document.querySelector('wazo-group-chat');
  chat.tokenProvider = async () => {
    const body = JSON.stringify({ user: 'alice' });
    const response = await fetch('/demo/token', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    return (await response.json()).token;
  };
  chat.host = location.origin;
`;

let app: App;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** Where the chat is: the page, or a frame in it. */
let place: Page | Frame;

before(async () => {
  app = await App.start();
  browser = await launchBrowser(['--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets']);
});

after(async () => {
  await browser.close();
  await app.dispose();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: VIEW });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
});

afterEach(() => context.close());

for (const { name, panes = 2, height, width, font = /Georgia/, then, ...host } of CASES) {
  test(name, async () => {
    await open(host);
    await then?.(page);
    await place.getByRole('textbox', { name: /^Message to/ }).waitFor();
    const seen = await look();
    assert.equal(seen.panes, panes);
    assert.equal(seen.hasBack, panes === 1);
    near(seen.box.height, height);
    if (width) near(seen.box.width, width);
    near(seen.thread.height, height);
    if (panes === 2) near(seen.list.height, height);
    assert.ok(seen.composer.bottom <= seen.box.bottom + 1 && seen.composer.height >= 40, 'the composer is in view');
    assert.ok(seen.scroller.height >= 100, 'there is room for messages');
    near(seen.scroller.height + seen.composer.height + seen.header.height, height);
    for (const family of seen.fonts) assert.match(family, font);
    near(seen.textHeight, 15 * 1.45);
    if (process.env['SHOTS'])
      await page.screenshot({ path: `${process.env['SHOTS']}/${name.replaceAll(/\W+/g, '-')}.png` });
  });
}

/** A page with the element in it, a room open. */
async function open({ css = '', body = 'CHAT', style = '', frame }: Partial<Case>): Promise<void> {
  const chat = `<wazo-group-chat lang="en" room="${ROOM}" style="${style}"></wazo-group-chat>`;
  await page.route('**/host-page', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><meta charset="utf-8"><title>Host</title><link rel="icon" href="/icon.svg">
        <style>${NO_MARGIN} ${css}</style><script src="/dist/cdn/wazo-group-chat.js" type="module"></script>
        <body>${body.replace('CHAT', chat)}<script type="module">${SIGN_IN}</script>`,
    }),
  );
  const outer = `<!doctype html><title>Outer</title><iframe src="/host-page" style="border: 0; ${frame ?? ''}"></iframe>`;
  await page.route('**/outer-page', (route) => route.fulfill({ contentType: 'text/html', body: outer }));
  await page.goto(`${app.origin}/${frame ? 'outer-page' : 'host-page'}`);
  place = frame ? page.frames()[1]! : page;
  await place.locator('wazo-chat-message').last().waitFor({ state: 'attached' });
}

interface Box {
  readonly width: number;
  readonly height: number;
  readonly bottom: number;
}

interface Seen extends Readonly<Record<'box' | 'list' | 'thread' | 'header' | 'scroller' | 'composer', Box>> {
  readonly panes: number;
  readonly hasBack: boolean;
  readonly fonts: readonly string[];
  readonly textHeight: number;
}

/** Measures what is on screen, in px of the element: a zoom around it is taken out. */
function look(): Promise<Seen> {
  return place.evaluate(() => {
    // Methods: the names that the test's compiler gives to functions do not exist in the page.
    const tools = {
      inside(element: Element | null | undefined, selector: string): HTMLElement | null {
        return element?.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
      },
      measure(element: Element | null): Box {
        const { width = 0, height = 0, bottom = 0 } = element?.getBoundingClientRect() ?? {};
        return { width: width / this.zoom, height: height / this.zoom, bottom: bottom / this.zoom };
      },
      zoom: 1,
    };
    const chat = document.querySelector<HTMLElement>('wazo-group-chat');
    const box = tools.inside(chat, '.chat');
    tools.zoom = box?.currentCSSZoom ?? 1;
    const list = tools.inside(chat, 'wazo-chat-room-list');
    const thread = tools.inside(chat, 'wazo-chat-thread');
    const text = tools.inside(tools.inside(thread, 'wazo-chat-message'), '.md p') ?? document.body;
    const field = tools.inside(tools.inside(thread, 'wazo-chat-composer'), 'textarea') ?? document.body;
    return {
      box: tools.measure(box),
      list: tools.measure(list),
      thread: tools.measure(thread),
      header: tools.measure(tools.inside(thread, '.header')),
      scroller: tools.measure(tools.inside(thread, '.scroller')),
      composer: tools.measure(tools.inside(thread, 'wazo-chat-composer')),
      panes: [list, thread].filter((pane) => pane?.checkVisibility()).length,
      hasBack: tools.inside(thread, '.back') !== null,
      fonts: [text, field, list ?? document.body].map((element) => getComputedStyle(element).fontFamily),
      textHeight: parseFloat(getComputedStyle(text).lineHeight),
    };
  });
}

function near(value: number, expected: number): void {
  assert.ok(Math.abs(value - expected) <= 1, `${value} px, not ${expected}`);
}
