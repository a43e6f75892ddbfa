import { ContextProvider } from '@lit/context';
import { LitElement } from 'lit';
import { languageOf } from '../../i18n/localize.js';
import { SAMPLE_ROOM, sampleSession } from '../../session/sample.js';
import { ChatView } from '../../session/view.js';
import { viewContext } from '../context.js';
import { openTimeline } from '../select.js';

/** A function that has run a few times is compiled better; what it takes once more is little. */
const TIMES = 3;
/** What is drawn, each with what it holds. */
const TAGS = ['wazo-chat-room-list', 'wazo-chat-thread'];
/** The fonts of a conversation: sizes (px) and kinds of names, texts and times. */
const FONTS = ['15px', '600 15px', 'italic 15px', '13px'];
/** Letters, and the emoji that people use most: where they come from is found out when one is first measured. */
const CHARACTERS = 'Aé… 👍❤️😂🎉🙏🚀😊';

/**
 * Opens a conversation that nobody sees and draws it outside of the page. A browser compiles a function when it first runs
 * and reads a template when it is first drawn: that is most of what the first room of a page takes. Here it is done
 * before, in small pieces. Nothing of it reaches the page, the device or the network. The elements are to be defined.
 *
 * @param pause what comes before each piece
 */
export async function warmUp(pause: () => Promise<void>): Promise<void> {
  for (let time = 0; time < TIMES; time += 1) await openSample(pause);
  await pause();
  findFonts();
}

async function openSample(pause: () => Promise<void>): Promise<void> {
  const session = sampleSession(pause);
  const view = new ChatView(session);
  const drawn: LitElement[] = [];
  try {
    const isReady = untilReady(view);
    view.open(SAMPLE_ROOM);
    await session.start();
    await isReady;
    const stage = document.createElement('div');
    stage.lang = languageOf(place());
    new ContextProvider(stage, { context: viewContext, initialValue: view });
    stage.append(...TAGS.map((tag) => document.createElement(tag)));
    for (const element of stage.children) await draw(element, drawn, pause);
  } finally {
    for (const element of drawn) element.disconnectedCallback();
    view.dispose();
    session.stop();
  }
}

/** Resolves when the messages are there. */
function untilReady(view: ChatView): Promise<void> {
  return new Promise((resolve) => {
    view.subscribe(() => {
      if (openTimeline(view.session.store.state, view.state)?.status === 'ready') resolve();
    });
  });
}

/** An element that stands in no page is not told to draw itself: it is told here, and so are those in it. */
async function draw(element: Element, drawn: LitElement[], pause: () => Promise<void>): Promise<void> {
  if (!(element instanceof LitElement)) return;
  await pause();
  drawn.push(element);
  element.connectedCallback();
  await element.updateComplete;
  for (const inner of element.renderRoot.querySelectorAll('*')) await draw(inner, drawn, pause);
}

/** Where the conversation is, or will be as far as one knows. */
function place(): Element {
  return document.querySelector('wazo-group-chat') ?? document.body;
}

/** Has the browser look for the page's fonts, and for those of emoji. */
function findFonts(): void {
  const canvas = 'OffscreenCanvas' in globalThis ? new OffscreenCanvas(1, 1).getContext('2d') : null;
  if (!canvas) return;
  const { fontFamily } = getComputedStyle(place());
  for (const font of FONTS) {
    canvas.font = `${font} ${fontFamily}`;
    canvas.measureText(CHARACTERS);
  }
}
