// The friend who lives in all the scenes: a round one with short arms, whose face says it all.
import { circle, COLORS, ellipse, flat, heart, INK, path, place, shadow, star, tag, thin, tube } from './draw.mjs';

const BODY = 'M-50,14 C-50,-32 -29,-54 0,-54 C29,-54 50,-32 50,14 C50,40 32,47 0,47 C-32,47 -50,40 -50,14Z';
/** Light from the upper left, and the darker side that it leaves. */
const SHADE = 'M50,14 C50,40 32,47 0,47 C-22,47 -38,44 -45.5,34 C-20,41 22,38 34,-34 C44,-24 50,-6 50,14Z';

const dot = (x, y, rx, ry = rx) => ellipse(x, y, rx, ry, INK, flat);
const line = (d) => path(d, 'none', thin);

const EYES = {
  open: (x, look) => dot(x + look[0], look[1], 6, 8) + circle(x + look[0] + 2, look[1] - 3, 2.2, COLORS.white, flat),
  shut: (x) => line(`M${x - 7},1 h14`),
  happy: (x) => line(`M${x - 8},4 q8,-13 16,0`),
  calm: (x) => line(`M${x - 8},-2 q8,9 16,0`),
  wide: (x, look) => circle(x, 0, 12, COLORS.white, thin) + dot(x + look[0], look[1], 5),
  tight: (x) => (x < 0 ? line(`M${x - 6},-7 l12,7 l-12,7`) : line(`M${x + 6},-7 l-12,7 l12,7`)),
  heart: (x) => heart(x, -2, 0.95, COLORS.coral, 0, 3.5),
  star: (x) => star(x, 0, 13, COLORS.sun, 0, { strokeWidth: 3.5 }),
  dizzy: (x) => line(`M${x},0 m1,0 c0,-3 -5,-3 -5,1 c0,6 10,6 10,-1 c0,-9 -15,-9 -15,1 c0,8 8,11 14,8`),
  pleading: (x, look) =>
    dot(x + look[0], look[1], 9, 11) +
    circle(x + look[0] + 3, look[1] - 4, 3.6, COLORS.white, flat) +
    circle(x + look[0] - 3, look[1] + 5, 2, COLORS.white, flat),
  angry: (x) => dot(x, 2, 5.5, 7) + line(x < 0 ? `M${x - 9},-13 l17,6` : `M${x + 9},-13 l-17,6`),
  sad: (x, look) => EYES.open(x, look) + line(x < 0 ? `M${x - 9},-12 l15,-6` : `M${x + 9},-12 l-15,-6`),
};

const MOUTHS = {
  smile: () => line('M-11,0 q11,12 22,0'),
  grin: () =>
    path('M-15,-2 h30 c0,14 -7,19 -15,19 c-8,0 -15,-5 -15,-19Z', '#8a2846', thin) +
    path('M-8,12 c3,-5 13,-5 16,0 c-4,6 -12,6 -16,0Z', COLORS.coral, flat),
  oh: () => ellipse(0, 5, 7, 9, '#8a2846', thin),
  yawn: () => ellipse(0, 6, 11, 14, '#8a2846', thin),
  flat: () => line('M-10,3 h20'),
  sad: () => line('M-10,7 q10,-11 20,0'),
  wave: () => line('M-13,4 q4.5,-7 9,0 t9,0 t8,-1'),
  side: () => line('M-8,5 q10,2 16,-6'),
  cry: () => path('M-13,11 c0,-16 26,-16 26,0 c-8,4 -18,4 -26,0Z', '#8a2846', thin),
  small: () => line('M-5,2 q5,6 10,0'),
};

const arm = (side, [x, y], color) => tube(`M${side * 44},8 Q${side * 58},${(8 + y) / 2 + 8} ${x},${y}`, color);

const FEET = (color) => ellipse(-19, 47, 13, 8, color) + ellipse(19, 47, 13, 8, color);

/**
 * The friend, some 100 wide and high around (`x`, `y`).
 *
 * @param look where the eyes look, in pixels
 * @param left, right where the hands are, from the middle of the body; null: behind the back
 * @param press 1: as they are; less: pressed flat, more: stretched
 * @param over what is worn, or held before the body
 */
export function friend({
  x,
  y,
  color = COLORS.sun,
  shade,
  scale = 1,
  turn = 0,
  press = 1,
  eyes = 'open',
  mouth = 'smile',
  look = [0, 0],
  face = [0, 0],
  left = [-58, 30],
  right = [58, 30],
  blush = true,
  feet = true,
  floor = true,
  under = '',
  over = '',
}) {
  const [fx, fy] = face;
  const cheeks = blush
    ? ellipse(-33, 4, 7.5, 5, COLORS.coral, { ...flat, opacity: 0.55 }) +
      ellipse(33, 4, 7.5, 5, COLORS.coral, { ...flat, opacity: 0.55 })
    : '';
  const gaze = [look[0], look[1]];
  const drawn = [
    under,
    feet ? FEET(color) : '',
    tag('path', { d: BODY, fill: color }),
    tag('path', { d: SHADE, fill: shade ?? INK, opacity: shade ? 1 : 0.1 }),
    ellipse(-22, -34, 11, 6, COLORS.white, { ...flat, opacity: 0.6, transform: 'rotate(-32 -22 -34)' }),
    path(BODY),
    place(cheeks + EYES[eyes](-18, gaze) + EYES[eyes](18, gaze), { x: fx, y: fy - 11 }),
    place(MOUTHS[mouth](), { x: fx, y: fy + 7 }),
    left ? arm(-1, left, color) : '',
    right ? arm(1, right, color) : '',
    over,
  ].join('');
  const low = 47 * scale * (1 - press);
  const body = place(drawn, { x, y: y + low, turn, scaleX: scale * (2 - press), scaleY: scale * press });
  return (floor ? shadow(x, y + 55 * scale, 50 * scale) : '') + body;
}

/** A hat for feasts, on the head of the friend. */
export const partyHat = (color = COLORS.lilac) =>
  place(
    path('M-22,0 L0,-46 L22,0 Q0,9 -22,0Z', color) +
      path('M-15,-14 L14,-3 M-8,-29 L18,-17', 'none', { stroke: COLORS.sun, strokeWidth: 5 }) +
      path('M-22,0 L0,-46 L22,0 Q0,9 -22,0Z') +
      circle(0, -47, 8, COLORS.coral, thin),
    { x: 6, y: -46, turn: 8 },
  );
