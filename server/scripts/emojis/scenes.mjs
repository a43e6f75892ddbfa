// The custom emoji of the demo, in a square of 128: few shapes and thick lines, for they are seen at 20 px.
import { bounce, circle, COLORS, flat, path, place, sine, tag, thin, tick } from '../gifs/draw.mjs';
import { friend, partyHat } from '../gifs/friend.mjs';

const { coral, mint, sky, sun, white, lilac } = COLORS;
const CENTRE = 64;

/** The handset of a telephone, some 100 wide around the middle. */
const handset = (color, turn = 0) =>
  place(
    path('M-44,16 C-50,-30 50,-30 44,16 C44,24 18,24 18,14 C18,2 -18,2 -18,14 C-18,24 -44,24 -44,16Z', color, {
      strokeWidth: 7,
    }),
    { x: CENTRE, y: CENTRE, turn },
  );

const note = (x, y, color) =>
  path(`M${x},${y} v-26 l18,-5`, 'none', { strokeWidth: 7 }) + circle(x - 6, y, 8, color, thin);

const pause = tag('rect', { x: -10, y: -12, width: 7, height: 24, rx: 3, fill: white, ...flat });

/** Without `frames` it stands still. */
export const SCENES = [
  {
    shortcode: 'approved',
    draw: () => circle(CENTRE, CENTRE, 56, mint, { strokeWidth: 8 }) + tick(CENTRE - 4, CENTRE - 2, 2.1),
  },
  {
    shortcode: 'on_hold',
    draw: () =>
      place(handset(sky), { y: -18 }) +
      circle(CENTRE, 94, 27, coral, { strokeWidth: 7 }) +
      place(pause + place(pause, { x: 13 }), { x: CENTRE, y: 94, scale: 1.1 }),
  },
  {
    shortcode: 'hold_music',
    frames: 12,
    delay: 80,
    draw: (t) =>
      place(handset(lilac, 6 * sine(t)), { y: 20 }) +
      note(40, 52 + 8 * sine(t, 1, 0.25), coral) +
      note(86, 48 - 8 * sine(t, 1, 0.25), sun),
  },
  {
    shortcode: 'party_friend',
    frames: 12,
    delay: 60,
    draw: (t) =>
      friend({
        x: CENTRE,
        y: 83 - 9 * bounce(t, 2),
        scale: 0.74,
        turn: 12 * sine(t),
        color: [sun, coral, lilac, sky, mint][Math.floor(t * 5)],
        eyes: 'happy',
        mouth: 'grin',
        floor: false,
        left: [-58, -14],
        right: [58, -14],
        over: partyHat(mint),
      }),
  },
];
