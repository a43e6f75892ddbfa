// What all scenes are drawn with: one palette, one line, a few shapes, and motion that comes back to where it began.
// Every function answers SVG; `t` runs from 0 to 1 once per round.

export const INK = '#2d2346';
export const LINE = 5;
export const COLORS = {
  sun: '#ffc94d',
  orange: '#ff9f45',
  coral: '#ff7a6b',
  pink: '#ff9ec7',
  lilac: '#b79bff',
  sky: '#6bb7ff',
  mint: '#5ed3a5',
  lime: '#b7dc5a',
  cream: '#fff6e5',
  white: '#ffffff',
  grey: '#c9c4d6',
  brown: '#a8704a',
  night: '#3c3a78',
};
const TURN = 2 * Math.PI;

const rounded = (value) => (typeof value === 'number' ? String(Math.round(value * 100) / 100) : value);
const attributes = (given) =>
  Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}="${rounded(value)}"`)
    .join(' ');
const inked = { stroke: INK, strokeWidth: LINE, strokeLinejoin: 'round', strokeLinecap: 'round' };

export const tag = (name, given, content = '') => `<${name} ${attributes(given)}>${content}</${name}>`;
/** A shape with the line of the house around it. */
export const path = (d, fill = 'none', more = {}) => tag('path', { d, fill, ...inked, ...more });
export const circle = (cx, cy, r, fill = 'none', more = {}) => tag('circle', { cx, cy, r, fill, ...inked, ...more });
export const ellipse = (cx, cy, rx, ry, fill = 'none', more = {}) =>
  tag('ellipse', { cx, cy, rx, ry, fill, ...inked, ...more });
export const box = (x, y, width, height, r, fill = 'none', more = {}) =>
  tag('rect', { x, y, width, height, rx: r, fill, ...inked, ...more });
/** Without a line around it. */
export const flat = { stroke: 'none' };
export const thin = { strokeWidth: 4 };

export function place(content, { x = 0, y = 0, turn = 0, scale = 1, scaleX = scale, scaleY = scale }) {
  const moves = `translate(${rounded(x)} ${rounded(y)}) rotate(${rounded(turn)}) scale(${rounded(scaleX)} ${rounded(scaleY)})`;
  return `<g transform="${moves}">${content}</g>`;
}

/** A tube with a line on both sides: an arm, a finger, a leg. */
export const tube = (d, fill, width = 13) =>
  path(d, 'none', { strokeWidth: width + 2 * LINE - 2 }) + path(d, 'none', { stroke: fill, strokeWidth: width - 2 });

// Motion

export const sine = (t, times = 1, shift = 0) => Math.sin(TURN * (times * t + shift));
/** From 0 up to 1 and back. */
export const swing = (t, times = 1, shift = 0) => 0.5 - 0.5 * Math.cos(TURN * (times * t + shift));
/** A ball's way: up from the floor and down again, 0 to 1. */
export const bounce = (t, times = 1, shift = 0) => Math.abs(Math.sin((TURN / 2) * (times * t + shift)));
/** 0 before `from`, 1 after `to`, smooth between. */
export function ramp(t, from, to) {
  const part = Math.min(1, Math.max(0, (t - from) / (to - from)));
  return part * part * (3 - 2 * part);
}
/** Comes and goes: rises over `edge` after `from`, falls over `edge` before `to`. */
export const during = (t, from, to, edge = 0.08) => ramp(t, from, from + edge) * (1 - ramp(t, to - edge, to));
/** As `ramp`, a little too far and back. */
export function pop(t, from, to) {
  const part = Math.min(1, Math.max(0, (t - from) / (to - from)));
  return part === 0 ? 0 : 1 + 2.2 * (part - 1) ** 3 + 1.2 * (part - 1) ** 2;
}
export const part = (t, shift = 0) => (((t + shift) % 1) + 1) % 1;
export const around = (angle, radius) => [Math.cos(TURN * angle) * radius, Math.sin(TURN * angle) * radius];

// Surroundings and small things

/** The ground of a scene: a colour, and a soft disc behind the middle. */
export const ground = (width, height, color, disc, cy = height * 0.54) =>
  tag('rect', { width, height, fill: color }) + circle(width / 2, cy, Math.min(width, height) * 0.4, disc, flat);

export const shadow = (x, y, rx) => ellipse(x, y, rx, rx * 0.16, INK, { ...flat, opacity: 0.16 });

/** Beams that turn by one of their own widths per round. */
export function beams(width, height, color, t, count = 10) {
  const [cx, cy, far] = [width / 2, height / 2, width];
  const beam = (index) => {
    const [ax, ay] = around((index + t) / count, far);
    const [bx, by] = around((index + t + 0.5) / count, far);
    return tag('path', {
      d: `M${rounded(cx)},${rounded(cy)}L${rounded(cx + ax)},${rounded(cy + ay)}L${rounded(cx + bx)},${rounded(cy + by)}Z`,
      fill: color,
    });
  };
  return Array.from({ length: count }, (_, index) => beam(index)).join('');
}

export function star(x, y, r, fill = COLORS.sun, turn = 0, more = {}) {
  const points = Array.from({ length: 10 }, (_, index) => {
    const [px, py] = around(index / 10 - 0.25, index % 2 === 0 ? r : r * 0.48);
    return `${rounded(px)},${rounded(py)}`;
  });
  return place(path(`M${points.join('L')}Z`, fill, more), { x, y, turn });
}

/** Four points, as light on metal. */
export const sparkle = (x, y, r, fill = COLORS.white) =>
  r < 1
    ? ''
    : place(path('M0,-10 Q1.5,-1.5 10,0 Q1.5,1.5 0,10 Q-1.5,1.5 -10,0 Q-1.5,-1.5 0,-10Z', fill, { ...flat }), {
        x,
        y,
        scale: r / 10,
      });

const HEART =
  'M0,8 C-3,3 -11,-1 -11,-8 C-11,-13 -7,-16 -3.5,-15 C-1.5,-14.5 -0.5,-13 0,-11.5 C0.5,-13 1.5,-14.5 3.5,-15 C7,-16 11,-13 11,-8 C11,-1 3,3 0,8Z';
export const heart = (x, y, size, fill = COLORS.coral, turn = 0, line = LINE) =>
  size < 0.05
    ? ''
    : place(path(HEART, fill, line === 0 ? flat : { strokeWidth: line / size }), {
        x,
        y: y + 4 * size,
        turn,
        scale: size,
      });

export const drop = (x, y, size, fill = COLORS.sky, line = 4) =>
  size < 0.05
    ? ''
    : place(
        path('M0,-11 C5,-4 8,0 8,4 C8,9 4.5,12 0,12 C-4.5,12 -8,9 -8,4 C-8,0 -5,-4 0,-11Z', fill, {
          strokeWidth: line / size,
        }),
        { x, y, scale: size },
      );

/** Paper that falls, always the same pieces. */
export function confetti(width, height, t, count = 22) {
  const colors = [COLORS.coral, COLORS.sky, COLORS.mint, COLORS.sun, COLORS.lilac, COLORS.pink];
  const piece = (index) => {
    const x = ((index * 61.8) % 100) / 100;
    const fall = part(t + index * 0.371);
    const away = sine(t, 1, index * 0.17) * 8;
    const flip = Math.cos(TURN * (2 * t + index * 0.23));
    const shape = tag('rect', { x: -4, y: -7, width: 8, height: 14, rx: 2, fill: colors[index % colors.length] });
    return place(shape, {
      x: x * width + away,
      y: fall * (height + 30) - 15,
      turn: index * 47,
      scaleY: 0.35 + 0.65 * Math.abs(flip),
      scaleX: 1,
    });
  };
  return Array.from({ length: count }, (_, index) => piece(index)).join('');
}

/** Short lines around something that has just been hit. */
export function burst(x, y, from, to, count = 8, color = INK, width = LINE) {
  if (to - from < 1) return '';
  const ray = (index) => {
    const [ax, ay] = around(index / count + 1 / (2 * count), from);
    const [bx, by] = around(index / count + 1 / (2 * count), to);
    return `M${rounded(x + ax)},${rounded(y + ay)}L${rounded(x + bx)},${rounded(y + by)}`;
  };
  return path(Array.from({ length: count }, (_, index) => ray(index)).join(''), 'none', {
    stroke: color,
    strokeWidth: width,
  });
}

export const steam = (x, y, t, color = COLORS.white) =>
  [0, 1, 2]
    .map((index) => {
      const rise = part(t, index / 3);
      const at = y - 30 * rise;
      const left = x + (index - 1) * 16;
      const bend = 6 * sine(t, 1, index / 3);
      const line = `M${rounded(left)},${rounded(at)} q${rounded(bend)},-6 0,-11 q${rounded(-bend)},-6 0,-11`;
      return path(line, 'none', { stroke: color, strokeWidth: 5, opacity: rounded(Math.round(swing(rise) * 4) / 4) });
    })
    .join('');

export const question = (x, y, scale, turn = 0, color = COLORS.coral) => {
  const d = 'M-8,-10 C-8,-20 9,-21 9,-10 C9,-3 0,-3 0,5';
  const mark = (stroke, width) =>
    path(d, 'none', { stroke, strokeWidth: width }) + path('M0,14 v.1', 'none', { stroke, strokeWidth: width + 1 });
  return scale < 0.05 ? '' : place(mark(INK, 13) + mark(color, 6), { x, y, scale, turn });
};

export const tick = (x, y, scale, done = 1, color = COLORS.white) => {
  const [first, second] = [Math.min(1, done * 3), Math.max(0, (done * 3 - 1) / 2)];
  const line = `M-14,1 l${rounded(10 * first)},${rounded(11 * first)}${second > 0 ? ` l${rounded(18 * second)},${rounded(-23 * second)}` : ''}`;
  return done <= 0 ? '' : place(path(line, 'none', { stroke: color, strokeWidth: 8 }), { x, y, scale });
};

export const cross = (x, y, scale, color = COLORS.white) =>
  place(path('M-11,-11 L11,11 M11,-11 L-11,11', 'none', { stroke: color, strokeWidth: 8 }), { x, y, scale });
