// Drafts of a web site, drawn with the palette of the GIFs.
import { Resvg } from '@resvg/resvg-js';
import { box, circle, COLORS, flat, INK, path, star, tag } from '../gifs/draw.mjs';

const line = (x, y, width, fill, height = 10) => box(x, y, width, height, height / 2, fill, flat);
const lines = (x, y, widths, fill) => widths.map((width, nth) => line(x, y + nth * 22, width, fill)).join('');

const PAPER = { ground: COLORS.white, text: COLORS.grey, title: INK, card: COLORS.cream, accent: COLORS.lilac };
const NIGHT = { ground: '#1f1b33', text: '#5c5680', title: COLORS.white, card: COLORS.night, accent: COLORS.mint };

const bar = (width, { title, text, accent }) =>
  star(46, 38, 17, accent) +
  line(78, 32, 110, title, 12) +
  [0, 1, 2].map((nth) => line(width - 330 + nth * 80, 33, 56, text)).join('') +
  box(width - 86, 22, 62, 32, 16, accent, flat);

function hills(x, y, width, height, { accent }) {
  const up = (part) => y + height * (1 - part);
  const far = `M${x},${up(0.4)} Q${x + width * 0.3},${up(0.95)} ${x + width * 0.6},${up(0.4)} T${x + width},${up(0.55)} V${y + height} H${x}Z`;
  const near = `M${x},${up(0.2)} Q${x + width * 0.4},${up(0.5)} ${x + width * 0.7},${up(0.2)} T${x + width},${up(0.25)} V${y + height} H${x}Z`;
  return (
    box(x, y, width, height, 0, COLORS.sky, flat) +
    circle(x + width * 0.76, up(0.74), height * 0.1, COLORS.sun, flat) +
    path(far, accent, flat) +
    path(near, COLORS.mint, flat)
  );
}

const home = (look) =>
  bar(1000, look) +
  hills(0, 76, 1000, 300, look) +
  line(60, 150, 330, COLORS.white, 26) +
  line(60, 192, 240, COLORS.white, 26) +
  box(60, 244, 150, 44, 22, look.title === INK ? INK : look.accent, flat) +
  [0, 1, 2]
    .map(
      (nth) =>
        box(60 + nth * 300, 410, 270, 170, 14, look.card, flat) +
        circle(100 + nth * 300, 450, 18, [COLORS.coral, COLORS.sun, COLORS.mint][nth], flat) +
        lines(84 + nth * 300, 490, [200, 170, 120], look.text),
    )
    .join('');

const prices = (look) =>
  bar(1000, look) +
  line(360, 110, 280, look.title, 24) +
  [0, 1, 2]
    .map((nth) => {
      const top = nth === 1 ? 160 : 190;
      return (
        box(90 + nth * 290, top, 240, 560 - top, 16, nth === 1 ? look.accent : look.card, flat) +
        line(120 + nth * 290, top + 34, 110, look.title, 18) +
        lines(120 + nth * 290, top + 84, [180, 150, 170, 120, 160], nth === 1 ? COLORS.white : look.text) +
        box(120 + nth * 290, 490, 180, 40, 20, look.title, flat)
      );
    })
    .join('');

const team = (look) =>
  bar(1000, look) +
  line(60, 110, 240, look.title, 24) +
  [COLORS.pink, COLORS.sky, COLORS.lime, COLORS.orange, COLORS.lilac, COLORS.mint, COLORS.coral, COLORS.sun]
    .map((color, nth) => {
      const [x, y] = [90 + (nth % 4) * 230, 190 + Math.floor(nth / 4) * 210];
      return (
        box(x, y, 120, 120, 60, color, flat) +
        circle(x + 60, y + 48, 24, COLORS.cream, flat) +
        line(x + 10, y + 136, 100, look.text)
      );
    })
    .join('');

const phone = (look) =>
  line(24, 30, 110, look.title, 14) +
  hills(0, 66, 390, 250, look) +
  line(24, 110, 220, COLORS.white, 22) +
  [0, 1, 2]
    .map(
      (nth) =>
        box(24, 344 + nth * 150, 342, 130, 14, look.card, flat) +
        lines(48, 374 + nth * 150, [220, 260, 160], look.text),
    )
    .join('');

const draw = (width, height, look, content) => ({
  width,
  height,
  svg: box(0, 0, width, height, 0, look.ground, flat) + content(look),
});

const SCENES = {
  'home.png': draw(1000, 620, PAPER, home),
  'home-dark.png': draw(1000, 620, NIGHT, home),
  'prices.png': draw(1000, 620, PAPER, prices),
  'team.png': draw(1000, 620, PAPER, team),
  'phone.png': draw(390, 800, PAPER, phone),
};

/** @returns names with bytes */
export function pictures() {
  return Object.entries(SCENES).map(([name, { width, height, svg }]) => {
    const whole = tag(
      'svg',
      { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
      svg,
    );
    return [name, new Resvg(whole, { font: { loadSystemFonts: false } }).render().asPng()];
  });
}
