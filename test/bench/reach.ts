import { PEERS, type ContenderName } from './contenders.js';

/** A line of the comparison's table. */
export interface Row {
  /** Which of a visit's values it shows. */
  readonly key: string;
  /** What it is compared with, where peers have it under another key. */
  readonly beside?: string;
  readonly name: string;
  readonly unit: string;
  /**
   * What ours must not exceed; where it is relative, from the values of ours and of a bare text field, and how many times slower
   * than the reference this machine is.
   */
  readonly reach?: number | Reach;
}

type Reach = (known: Known, slowness: number) => number;

/** The median of a contender's values; not a number where there are none. */
export type Known = (name: ContenderName, key: string) => number;

/** Milliseconds of a processor, as the reference has it. */
const ms =
  (limit: number): Reach =>
  (_known, slowness) =>
    limit * slowness;

/** Opening must not cost more for a long room than for a short one. */
const AS_SHORT: Reach = (known) => 1.2 * known('ours', 'open-100');
/** Milliseconds that the chat may add to what a key takes in a bare text field, where the frame is what one waits for. */
const TYPING = 6;
const AS_BARE: Reach = (known, slowness) => known('bare', 'typing-p95') + TYPING * slowness;

/** Milliseconds that a list of suggestions may add to it. */
const LISTING = 16;
const AS_BARE_LIST: Reach = (known, slowness) => known('bare', 'typing-p95') + LISTING * slowness;

/** What the quickest peer takes to mount a room of data that it has at hand; without limit where no peer was measured. */
const quickestMount = (known: Known): number =>
  Math.min(...PEERS.map((peer) => known(peer, 'open-1000')).filter(Number.isFinite));
const FROM_NOTHING: Reach = (known) => 0.8 * quickestMount(known);
const AGAIN: Reach = (known) => 0.4 * quickestMount(known);

/** @param reach frames over 50 ms, and milliseconds of the longest one, on the reference */
function flingRows(key: string, name: string, reach: { over50?: number; longest: number }): readonly Row[] {
  return [
    { key: `${key}-frames`, name: `${name}: frames`, unit: '' },
    {
      key: `${key}-over50`,
      name: '  frames over 50 ms',
      unit: '',
      ...(reach.over50 !== undefined && { reach: reach.over50 }),
    },
    { key: `${key}-longest`, name: '  longest frame', unit: 'ms', reach: ms(reach.longest) },
    { key: `${key}-stood`, name: '  frames at the top while older ones come', unit: '', reach: 0 },
    { key: `${key}-missing`, name: '  messages above the view at the end', unit: '', reach: 0 },
  ];
}

function listRows(key: string, name: string): readonly Row[] {
  return [
    { key: `${key}-first`, name: `${name}: key to list, the first time`, unit: 'ms', reach: AS_BARE_LIST },
    { key: `${key}-p95`, name: '  p95 of all others', unit: 'ms', reach: AS_BARE_LIST },
  ];
}

/** What the widget has to reach, in the order of the table. */
export const ROWS: readonly Row[] = [
  { key: 'open-100', name: 'open a room of 100, until ready', unit: 'ms' },
  { key: 'open-1000', name: '  of 1,000', unit: 'ms', reach: ms(75) },
  { key: 'open-10000', name: '  of 10,000', unit: 'ms', reach: AS_SHORT },
  { key: 'open-100000', name: '  of 100,000', unit: 'ms', reach: AS_SHORT },
  { key: 'begin-Room', beside: 'open-1000', name: '  of 1,000, from nothing', unit: 'ms', reach: FROM_NOTHING },
  {
    key: 'again-Room',
    beside: 'open-1000',
    name: '  of 1,000, on a device that was here before',
    unit: 'ms',
    reach: AGAIN,
  },
  { key: 'begin-longest', name: '  longest task from nothing', unit: 'ms', reach: ms(50) },
  { key: 'elements', name: 'elements after opening 10,000', unit: '', reach: 1_500 },
  { key: 'heap', name: 'JS heap after opening 10,000', unit: 'MB', reach: 5 },
  { key: 'burst-time', name: '1,000 incoming, to last painted', unit: 'ms', reach: ms(1_500) },
  { key: 'burst-shown', name: '  painted in 20 s', unit: '' },
  { key: 'burst-over50', name: '  frames over 50 ms', unit: '', reach: 0 },
  { key: 'burst-longest', name: '  longest frame', unit: 'ms' },
  { key: 'burst-unpinned', name: '  share of frames not at the end', unit: '', reach: 0 },
  { key: 'burst-furthest', name: '  furthest from the end', unit: 'px', reach: 2 },
  { key: 'busy-p95', name: 'typing, 100 incoming/s: key to paint p95', unit: 'ms', reach: AS_BARE },
  { key: 'busy-over50', name: '  frames over 50 ms', unit: '', reach: 0 },
  { key: 'typing-p95', name: 'typing, 10,000 held: key to paint p95', unit: 'ms', reach: AS_BARE },
  { key: 'typing-over50', name: '  frames over 50 ms', unit: '', reach: 0 },
  { key: 'scroll-frames', name: 'scroll to the oldest of 10,000: frames', unit: '' },
  { key: 'scroll-over50', name: '  frames over 50 ms', unit: '', reach: 0 },
  { key: 'scroll-longest', name: '  longest frame', unit: 'ms' },
  { key: 'scroll-blank', name: '  blank share', unit: '', reach: 0.01 },
  { key: 'scroll-missing', name: '  messages above the view at the end', unit: '', reach: 0 },
  ...flingRows('fling', 'the same, pages answering within 100 ms', { over50: 0, longest: 50 }),
  ...flingRows('slow-fling', 'the same, processor 4 × slower', { longest: 100 }),
  { key: 'mixed-open', name: 'a room of 10,000, 30 % with pictures, files, mentions', unit: 'ms', reach: ms(75) },
  { key: 'mixed-elements', name: '  elements after opening it', unit: '', reach: 1_500 },
  { key: 'mixed-drift', name: '  furthest that a row moved while pictures came', unit: 'px', reach: 1 },
  { key: 'mixed-came', name: '  pictures that came meanwhile', unit: '' },
  ...flingRows('mixed-fling', 'through it, pages answering within 100 ms', { over50: 0, longest: 50 }),
  ...listRows('list-people', '@ among 100 people'),
  ...listRows('list-person', 'a letter of a name'),
  ...listRows('list-emoji', ':sm among 1,900 emoji'),
  ...listRows('list-rooms', '# among 5,000 rooms'),
  ...listRows('list-room', 'a letter of a title'),
  { key: 'rooms-1000', name: 'room list of 1,000, until ready', unit: 'ms', reach: ms(75) },
  { key: 'rooms-5000', name: '  of 5,000', unit: 'ms' },
  { key: 'begin-Rooms', beside: 'rooms-1000', name: '  of 1,000, signing in included', unit: 'ms' },
  { key: 'reaction-renders', name: 'messages rendered for one reaction', unit: '', reach: 1 },
];
