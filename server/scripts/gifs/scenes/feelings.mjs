import {
  beams,
  bounce,
  burst,
  circle,
  COLORS,
  confetti,
  drop,
  during,
  ellipse,
  flat,
  ground,
  heart,
  INK,
  part,
  path,
  place,
  question,
  ramp,
  sine,
  sparkle,
  star,
  swing,
  tag,
  thin,
  tube,
} from '../draw.mjs';
import { friend, partyHat } from '../friend.mjs';
import { scene } from './scene.mjs';

const { sun, orange, coral, pink, lilac, sky, mint, white } = COLORS;

/** Tears that run down on both sides of a face. */
const stream = (t, side) =>
  path(`M${side * 19},-8 q${side * 4},16 ${side * 3},46`, 'none', { stroke: INK, strokeWidth: 16 }) +
  path(`M${side * 19},-8 q${side * 4},16 ${side * 3},46`, 'none', { stroke: sky, strokeWidth: 9 }) +
  path(`M${side * 20},-4 q${side * 4},14 ${side * 2},40`, 'none', {
    stroke: white,
    strokeWidth: 3,
    strokeDasharray: '7 9',
    strokeDashoffset: -16 * part(2 * t),
  });

const bubble = (x, y, r) => circle(x, y, r, white, { strokeWidth: r < 8 ? 3.5 : 5 });

const bulb = (isLit) =>
  path('M-9,22 V14 C-22,6 -22,-24 0,-24 C22,-24 22,6 9,14 V22Z', isLit ? sun : white) +
  path('M-6,24 h12 M-4,31 h8', 'none', { strokeWidth: 6 }) +
  path('M-4,12 l-4,-12 l8,4 l8,-4 l-4,12', 'none', { strokeWidth: 3.5 });

export const feelings = [
  scene(
    'laughing',
    'Laughing: lol, haha, funny, rofl, joke, laugh',
    'Mort de rire: mdr, lol, haha, drôle, blague, rire',
    (t) => {
      const shake = 5 * sine(t, 3);
      const tear = (shift, side) => {
        const p = part(2 * t + shift);
        return drop(120 + side * (48 + 40 * p), 88 + 30 * p * p - 20 * p, 0.85 * during(p, 0, 1, 0.25), sky);
      };
      return (
        ground(240, 200, '#fff0bf', '#fff8de') +
        friend({
          x: 120,
          y: 118,
          color: sun,
          turn: -8 + shake,
          eyes: 'tight',
          mouth: 'grin',
          press: 0.95 + 0.06 * swing(t, 3),
          left: [-20, 28],
          right: [26, 26],
          face: [0, -6],
        }) +
        tear(0, 1) +
        tear(0.5, 1) +
        tear(0.25, -1) +
        tear(0.75, -1)
      );
    },
  ),

  scene(
    'party',
    'Party: celebrate, celebration, dance, woohoo, hooray, festive',
    'Fête: célébration, danser, youpi, hourra, festif, fêter',
    (t) => {
      const hop = bounce(t, 2);
      const horn = path('M0,0 l34,-10 v20Z', mint) + circle(36, 0, 7, sun, thin);
      return (
        ground(240, 200, '#e9dcff', '#f5efff') +
        confetti(240, 200, t, 14) +
        friend({
          x: 120,
          y: 126 - 16 * hop,
          color: pink,
          turn: 9 * sine(t),
          press: 0.93 + 0.1 * hop,
          eyes: 'happy',
          mouth: 'grin',
          left: [-68, -26 + 14 * sine(t, 2)],
          right: [68, -26 - 14 * sine(t, 2)],
          over: partyHat(mint) + place(horn, { x: 0, y: 0, scale: 0.001 }),
        })
      );
    },
  ),

  scene(
    'crying',
    'Crying: sad, tears, upset, cry, sob, boohoo',
    'Pleurer: triste, larmes, chagrin, snif, ouin',
    (t) =>
      ground(240, 200, '#d5e5f7', '#e9f2fb') +
      ellipse(120, 178, 74 + 5 * sine(t), 11, sky, { ...flat, opacity: 0.7 }) +
      friend({
        x: 120,
        y: 118,
        color: sky,
        shade: '#559fe6',
        eyes: 'calm',
        mouth: 'cry',
        turn: 2 * sine(t, 2),
        press: 0.97 + 0.03 * sine(t, 2),
        face: [0, -4],
        left: [-52, 36],
        right: [52, 36],
        over: stream(t, -1) + stream(t, 1),
        blush: false,
        floor: false,
      }),
  ),

  scene(
    'facepalm',
    'Facepalm: oh no, argh, seriously, embarrassed, fail',
    'Consterné: oh non, sérieux, gêné, raté, la honte',
    (t) => {
      const up = ramp(t, 0.05, 0.3) * (1 - ramp(t, 0.85, 1));
      const shake = up > 0.9 ? 4 * sine(t, 4) : 0;
      return (
        ground(240, 200, '#e6e2f2', '#f3f0f9') +
        friend({
          x: 120,
          y: 118,
          color: orange,
          eyes: 'calm',
          mouth: 'flat',
          turn: shake,
          face: [0, 8 * up],
          left: [-56, 32],
          right: [58 - 50 * up, 30 - 42 * up],
          press: 1 - 0.05 * up,
          blush: false,
        }) +
        (up > 0.9 ? burst(128, 100, 58, 70, 10, '#a79fbd') : '')
      );
    },
    { start: 0.55 },
  ),

  scene(
    'thinking',
    'Thinking: hmm, let me think, wonder, consider, idea',
    'Réfléchir: hmm, penser, je me demande, réflexion, voyons',
    (t) =>
      ground(240, 200, '#d7ecff', '#ebf6ff') +
      bubble(168, 76, 5) +
      bubble(178, 58, 8) +
      path(
        'M184,44 c-8,-16 8,-28 20,-20 c8,-10 26,-4 24,10 c12,6 8,24 -6,22 c-8,10 -24,8 -26,-2 c-6,2 -12,-4 -12,-10Z',
        white,
      ) +
      [0, 1, 2].map((n) => circle(196 + 10 * n, 38, 2.5 + 1.6 * swing(t, 2, -n / 5), INK, flat)).join('') +
      friend({
        x: 104,
        y: 124,
        color: sun,
        turn: -3 + 2 * sine(t),
        look: [3 + sine(t), -4],
        mouth: 'side',
        right: [20, 26],
        left: [-54, 30],
        over: path('M-30,-24 q10,-8 20,-2', 'none', thin),
      }),
  ),

  scene(
    'confused',
    'Confused: what, huh, question, don’t understand, lost',
    'Perplexe: quoi, hein, question, je ne comprends pas, perdu',
    (t) =>
      ground(240, 200, '#ffe4d1', '#fff2e8') +
      friend({
        x: 120,
        y: 124,
        color: mint,
        turn: 9 * sine(t),
        eyes: t > 0.5 ? 'wide' : 'open',
        mouth: 'wave',
        look: [3 * sine(t), -2],
        left: [-70, 10],
        right: [40, -30],
      }) +
      [
        [46, 64, -16],
        [120, 42, 4],
        [196, 62, 18],
      ]
        .map(([x, y, turn], n) =>
          question(x, y - 8 * swing(t, 1, n / 3), 1.05 + 0.35 * swing(t, 1, n / 3), turn, [coral, lilac, sky][n]),
        )
        .join(''),
  ),

  scene(
    'wow',
    'Wow: amazing, surprised, omg, incredible, shock',
    'Waouh: incroyable, surpris, oh là là, étonné, choc',
    (t) => {
      const up = during(t, 0.1, 0.9, 0.12);
      return (
        tag('rect', { width: 240, height: 200, fill: '#5cc3f2' }) +
        beams(240, 200, '#74cff6', 0) +
        friend({
          x: 120,
          y: 124 - 12 * up,
          color: sun,
          eyes: 'wide',
          mouth: up > 0.4 ? 'yawn' : 'oh',
          press: 1 + 0.06 * up,
          left: [-56 - 6 * up, 26 - 40 * up],
          right: [56 + 6 * up, 26 - 40 * up],
          face: [0, -3],
        }) +
        [
          [40, 50],
          [200, 46],
          [30, 124],
          [214, 122],
        ]
          .map(([x, y], n) => star(x, y, 6 + 12 * up * swing(t, 2, n / 4), white, 20 * n, thin))
          .join('')
      );
    },
    { start: 0.5 },
  ),

  scene(
    'in-love',
    'In love: love, crush, adore, hearts, valentine',
    'Amoureux: amour, coup de cœur, adorer, je t’aime, saint-valentin',
    (t) =>
      ground(240, 200, '#ffd3e0', '#ffeaf0') +
      friend({
        x: 120,
        y: 122,
        color: pink,
        eyes: 'heart',
        mouth: 'grin',
        turn: 5 * sine(t),
        press: 0.97 + 0.05 * swing(t, 2),
        left: [-22, 30],
        right: [22, 30],
      }) +
      [
        [44, 0],
        [92, 0.55],
        [160, 0.3],
        [204, 0.8],
      ]
        .map(([x, shift], n) => {
          const p = part(t + shift);
          return heart(x + 8 * sine(p), 120 - 96 * p, (0.8 + 0.2 * n) * during(p, 0, 1, 0.3), coral, 12 * sine(p), 4);
        })
        .join(''),
  ),

  scene('angry', 'Angry: mad, furious, grr, rage, annoyed', 'En colère: fâché, furieux, grr, rage, énervé', (t) => {
    const puff = (x, shift) => {
      const p = part(2 * t + shift);
      return circle(
        x + (x < 120 ? -1 : 1) * 26 * p,
        70 - 24 * p,
        Math.max(0.1, 12 * during(p, 0, 1, 0.3)),
        white,
        thin,
      );
    };
    return (
      ground(240, 200, '#ffcfc4', '#ffe4dd') +
      puff(70, 0) +
      puff(170, 0.3) +
      puff(76, 0.5) +
      puff(164, 0.8) +
      friend({
        x: 120 + 2 * sine(t, 4),
        y: 122,
        color: coral,
        shade: '#ea6354',
        eyes: 'angry',
        mouth: 'sad',
        press: 0.98 + 0.03 * sine(t, 4),
        left: [-58, 10],
        right: [58, 10],
        blush: false,
      })
    );
  }),

  scene(
    'cool',
    'Cool: sunglasses, nice, smooth, like a boss, no problem',
    'Cool: lunettes de soleil, classe, tranquille, pas de problème',
    (t) => {
      const on = ramp(t, 0.08, 0.4) * (1 - ramp(t, 0.9, 1));
      const glasses =
        path('M-38,-18 h76 l-5,22 q-14,8 -26,0 l-7,-14 l-7,14 q-12,8 -26,0Z', INK, thin) +
        (on > 0.98
          ? path('M-29,-12 l-6,10 M9,-12 l-6,10', 'none', { stroke: white, strokeWidth: 4, opacity: 0.9 })
          : '');
      return (
        ground(240, 200, '#c9f2ee', '#e2f9f7') +
        friend({
          x: 120,
          y: 122,
          color: sky,
          turn: 4 * sine(t),
          mouth: 'side',
          left: [-56, 30],
          right: on > 0.9 ? [66, -6] : [56, 30],
          over: place(glasses, { y: -6 - 60 * (1 - on), turn: 20 * (1 - on) }),
        }) +
        sparkle(170, 66, 18 * during(t, 0.45, 0.75, 0.12), white) +
        sparkle(60, 60, 12 * during(t, 0.55, 0.85, 0.12), white)
      );
    },
    { start: 0.6 },
  ),

  scene(
    'idea',
    'Idea: eureka, got it, light bulb, solution, aha',
    'Idée: eurêka, trouvé, ampoule, solution, ah',
    (t) => {
      const lit = t > 0.35 && t < 0.95;
      const rise = ramp(t, 0.25, 0.4) * (1 - ramp(t, 0.92, 1));
      return (
        ground(240, 220, lit ? '#fff1b8' : '#d9dcf5', lit ? '#fff9e0' : '#e9ebfa') +
        (lit ? burst(120, 50, 38, 52, 10, orange) : '') +
        place(bulb(lit), { x: 120, y: 56 - 6 * rise, scale: 1 + 0.1 * rise }) +
        friend({
          x: 120,
          y: 154,
          color: orange,
          eyes: lit ? 'happy' : 'open',
          mouth: lit ? 'grin' : 'side',
          look: [0, -5],
          right: [60, 24 - 84 * rise],
          left: [-56, 30],
          press: 1 + 0.04 * rise,
        })
      );
    },
    { height: 220, start: 0.5 },
  ),

  scene(
    'looking',
    'Looking: eyes, watching, peek, interesting, I see',
    'Regarder: yeux, je vois, coup d’œil, intéressant, curieux',
    (t) => {
      const side = 6 * sine(t);
      return (
        ground(240, 200, '#dcd6ff', '#ece8ff') +
        friend({
          x: 120,
          y: 132 - 8 * swing(t),
          color: lilac,
          eyes: 'wide',
          mouth: 'small',
          look: [side, 2],
          left: [-46, 26],
          right: [46, 26],
          feet: false,
          floor: false,
        }) +
        path('M-10,160 h260 v50 h-260Z', orange) +
        path('M40,174 v30 M120,174 v30 M200,174 v30 M-5,182 h45 M120,182 h80', 'none', { strokeWidth: 3.5 }) +
        [72, 84, 156, 168].map((x) => tube(`M${x},${152 - 0 * t} v13`, lilac, 11)).join('')
      );
    },
  ),
];
