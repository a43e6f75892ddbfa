import {
  beams,
  bounce,
  box,
  burst,
  circle,
  COLORS,
  cross,
  during,
  ellipse,
  flat,
  ground,
  heart,
  INK,
  path,
  place,
  pop,
  ramp,
  shadow,
  sine,
  sparkle,
  star,
  swing,
  tag,
  thin,
  tick,
  tube,
} from '../draw.mjs';
import { friend } from '../friend.mjs';
import { scene } from './scene.mjs';

const { sun, orange, coral, pink, lilac, sky, mint, cream, white } = COLORS;
const SKIN = '#ffc08a';

/** A fist with its thumb up, some 90 high; the sleeve comes from the left. */
const thumb = (fill) =>
  box(-70, -14, 44, 58, 8, sky) +
  path(
    'M-28,-8 C-14,-14 -8,-26 -4,-46 C-2,-60 20,-58 18,-40 C17,-30 14,-22 12,-14 H34 C48,-14 48,2 38,3 C48,5 47,20 36,20 C43,22 42,35 32,35 C37,38 35,48 26,48 H-12 C-20,48 -24,44 -28,42Z',
    fill,
  ) +
  path('M38,3 H22 M36,20 H22 M32,35 H21', 'none', thin);

const sign = (content, fill, turn = 0) =>
  place(
    path('M0,28 V66', 'none', { strokeWidth: 13 }) +
      path('M0,28 V66', 'none', { stroke: COLORS.brown, strokeWidth: 5 }) +
      circle(0, 0, 32, fill) +
      content,
    { turn },
  );

export const answers = [
  scene(
    'thumbs-up',
    'Thumbs up: like, good, agree, great, nice, yes',
    'Pouce levé: j’aime, bien, d’accord, super, oui',
    (t) => {
      const up = pop(t, 0.02, 0.35) * (1 - ramp(t, 0.88, 1));
      return (
        ground(240, 200, '#d2ecff', '#e9f6ff') +
        burst(128, 96, 66, 66 + 16 * during(t, 0.3, 0.6, 0.12), 10, sky) +
        place(thumb(sun), {
          x: 120,
          y: 108 + 24 * (1 - up),
          turn: -6 + 14 * (1 - up) - 3 * sine(t, 2) * up,
          scale: 1.12,
        }) +
        sparkle(206, 50, 14 * during(t, 0.3, 0.7), white) +
        sparkle(44, 66, 11 * during(t, 0.4, 0.8), white)
      );
    },
    { start: 0.5 },
  ),

  scene('yes', 'Yes: agree, sure, of course, yep, right', 'Oui: d’accord, bien sûr, ouais, exact, volontiers', (t) => {
    const nod = swing(t, 2);
    return (
      ground(240, 200, '#d6f5e3', '#ebfbf2') +
      friend({
        x: 98,
        y: 118,
        color: mint,
        eyes: 'happy',
        mouth: 'grin',
        face: [0, 10 * nod - 4],
        press: 1.02 - 0.08 * nod,
        right: [66, -4],
      }) +
      place(sign(tick(0, 2, 1), '#37b37e', 4 * sine(t)), { x: 176, y: 72 })
    );
  }),

  scene(
    'no',
    'No: nope, disagree, never, refuse, stop',
    'Non: refuser, jamais, pas d’accord, arrêt',
    (t) =>
      ground(240, 200, '#ffdcd6', '#ffeeea') +
      friend({
        x: 98,
        y: 118,
        color: coral,
        shade: '#ea6354',
        eyes: 'tight',
        mouth: 'sad',
        face: [9 * sine(t, 2), 0],
        turn: 2 * sine(t, 2),
        right: [66, -4],
      }) +
      place(sign(cross(0, 0, 1), '#e04f4f', 5 * sine(t, 2)), { x: 176, y: 72 }),
  ),

  scene('ok', 'OK: okay, fine, alright, perfect, good', 'OK: d’accord, parfait, entendu, ça marche, bien', (t) => {
    const shine = during(t, 0.35, 0.75, 0.15);
    const hand =
      tube('M18,8 C34,-6 38,-22 36,-40', SKIN, 17) +
      tube('M22,14 C42,6 52,-6 56,-24', SKIN, 17) +
      tube('M26,24 C44,22 58,14 66,0', SKIN, 17) +
      path('M-2,70 V40 C-10,28 -2,8 16,4 C34,2 42,16 38,30 C36,40 34,44 34,70Z', SKIN) +
      path('M0,66 V42 C-8,28 0,10 16,8 C30,6 38,16 35,30 C33,40 32,44 32,66Z', SKIN, flat) +
      tube('M4,36 C-22,40 -40,22 -36,2 C-32,-18 -8,-22 6,-4', SKIN, 17);
    return (
      ground(240, 200, '#fff0c9', '#fff8e4') +
      place(hand + box(-8, 66, 48, 44, 8, lilac), { x: 114, y: 98 + 4 * sine(t), turn: 4 * sine(t), scale: 1.1 }) +
      sparkle(66, 46, 18 * shine, '#f5b700') +
      sparkle(196, 54, 14 * during(t, 0.5, 0.9, 0.15), '#f5b700') +
      sparkle(50, 132, 11 * during(t, 0.1, 0.5, 0.15), '#f5b700')
    );
  }),

  scene(
    'applause',
    'Applause: clap, bravo, well done, clapping, hands',
    'Applaudissements: bravo, bien joué, applaudir, mains',
    (t) => {
      const apart = swing(t, 2);
      const hands = [10 + 46 * apart, -58 + 18 * apart];
      return (
        ground(240, 200, '#e4dcff', '#f2eeff') +
        friend({
          x: 120,
          y: 130,
          color: lilac,
          eyes: 'happy',
          mouth: 'grin',
          press: 1 - 0.05 * apart,
          left: [-hands[0], hands[1]],
          right: hands,
        }) +
        burst(120, 62, 22, 22 + 20 * (apart < 0.3 ? 1 : 0), 8, coral) +
        [
          [42, 48],
          [198, 48],
          [30, 104],
          [210, 104],
        ]
          .map(([x, y], n) => sparkle(x, y, 12 * swing(t, 1, n / 4), '#8a6cf0'))
          .join('')
      );
    },
    { start: 0 },
  ),

  scene(
    'high-five',
    'High five: team, together, success, well played, slap',
    'Tope là: équipe, ensemble, réussi, bien joué',
    (t) => {
      const near = ramp(t, 0.15, 0.42) * (1 - ramp(t, 0.68, 0.95));
      const hit = near > 0.96 ? burst(120, 62, 12, 32, 10, '#f08a00') : '';
      const jump = 18 * near;
      return (
        ground(240, 200, '#ffe9bd', '#fff5df') +
        friend({
          x: 58 + 8 * near,
          y: 132 - jump,
          scale: 0.8,
          color: sky,
          eyes: 'happy',
          mouth: 'grin',
          turn: 8 * near,
          right: [40 + 24 * near, -20 - 38 * near],
        }) +
        friend({
          x: 182 - 8 * near,
          y: 132 - jump,
          scale: 0.8,
          color: pink,
          eyes: 'happy',
          mouth: 'grin',
          turn: -8 * near,
          left: [-40 - 24 * near, -20 - 38 * near],
        }) +
        hit
      );
    },
    { start: 0.5 },
  ),

  scene(
    'deal',
    'Deal: handshake, agreement, pact, shake hands, partners',
    'Marché conclu: poignée de main, accord, affaire, partenaires',
    (t) => {
      const shake = 9 * sine(t, 3) * during(t, 0.05, 0.95, 0.2);
      const tie = path('M-7,26 h14 l-4,8 l5,14 l-8,8 l-8,-8 l5,-14Z', coral, thin);
      const bow = path('M0,30 l-15,-8 v16Z M0,30 l15,-8 v16Z', sky, thin);
      return (
        ground(240, 200, '#d9f4ea', '#edfaf5') +
        friend({
          x: 58,
          y: 118,
          scale: 0.86,
          color: sun,
          eyes: 'happy',
          turn: 2 + 0.2 * shake,
          left: [-52, 34],
          right: [72, 16 + shake],
          over: tie,
        }) +
        friend({
          x: 182,
          y: 118,
          scale: 0.86,
          color: mint,
          eyes: 'happy',
          turn: -2 - 0.2 * shake,
          right: [52, 34],
          left: [-72, 16 + shake],
          over: bow,
        }) +
        burst(120, 62, 8, 8 + 12 * swing(t, 3), 5, '#37b37e')
      );
    },
  ),

  scene(
    'fingers-crossed',
    'Fingers crossed: hope, luck, wish, please work',
    'Doigts croisés: espoir, chance, souhait, pourvu que',
    (t) =>
      ground(240, 200, '#e3dbff', '#f2eeff') +
      friend({
        x: 92,
        y: 124,
        color: lilac,
        eyes: 'tight',
        mouth: 'wave',
        left: [-40, 34],
        press: 0.97 + 0.03 * swing(t, 2),
      }) +
      place(
        box(-26, 34, 52, 46, 8, mint) +
          tube('M10,10 C8,-14 -4,-30 -14,-52', SKIN, 17) +
          tube('M-10,10 C-8,-14 4,-30 14,-52', SKIN, 17) +
          path('M-28,36 V8 C-28,-4 28,-4 28,8 V36Z', SKIN) +
          tube('M-24,26 C-6,30 4,26 10,16', SKIN, 13),
        { x: 178, y: 96 + 5 * sine(t), turn: 8 + 6 * sine(t), scale: 0.95 },
      ) +
      [
        [134, 32],
        [222, 40],
        [220, 120],
      ]
        .map(([x, y], n) => sparkle(x, y, 13 * swing(t, 1, n / 3), '#8a6cf0'))
        .join(''),
  ),

  scene(
    'thumbs-down',
    'Thumbs down: dislike, bad, disagree, no, boo',
    'Pouce baissé: je n’aime pas, mauvais, pas d’accord, bof',
    (t) => {
      const down = pop(t, 0.02, 0.35) * (1 - ramp(t, 0.88, 1));
      return (
        ground(240, 200, '#ffdcd6', '#ffeeea') +
        place(place(thumb(coral), { scaleX: 1, scaleY: -1 }), {
          x: 120,
          y: 76 + 20 * down,
          turn: 8 - 12 * (1 - down) + 3 * sine(t, 2) * down,
          scale: 1.12,
        })
      );
    },
    { start: 0.5 },
  ),

  scene(
    'done',
    'Done: finished, complete, checklist, ready, all set',
    'C’est fait: terminé, fini, prêt, liste, accompli',
    (t) => {
      const row = (n) => {
        const done = ramp(t, 0.12 + 0.2 * n, 0.26 + 0.2 * n) * (1 - ramp(t, 0.93, 1));
        const y = 62 + 34 * n;
        return (
          box(80, y - 11, 22, 22, 5, done > 0.4 ? '#37b37e' : white, thin) +
          tick(91, y + 1, 0.6, done) +
          path(`M114,${y} h${[44, 34, 40][n]}`, 'none', { stroke: done > 0.9 ? '#b9b3c9' : INK, strokeWidth: 6 })
        );
      };
      const glad = during(t, 0.66, 0.98, 0.1);
      return (
        ground(240, 200, '#dcecff', '#eef6ff') +
        box(64, 26, 112, 146, 10, cream) +
        box(98, 16, 44, 20, 7, orange) +
        [0, 1, 2].map(row).join('') +
        friend({
          x: 196,
          y: 152,
          scale: 0.5,
          color: mint,
          eyes: glad > 0.5 ? 'happy' : 'open',
          mouth: glad > 0.5 ? 'grin' : 'smile',
          look: [-3, -2],
          left: [-56, 20 - 76 * glad],
          right: [56, 20 - 76 * glad],
        })
      );
    },
    { start: 0.85 },
  ),

  scene(
    'strong',
    'You can do it: strong, courage, go, muscle, power, come on',
    'Tu peux le faire: fort, courage, allez, muscle, vas-y, force',
    (t) => {
      const pump = swing(t, 2);
      return (
        tag('rect', { width: 240, height: 200, fill: '#ffb057' }) +
        beams(240, 200, '#ffbe73', 0) +
        friend({
          x: 120,
          y: 120,
          color: coral,
          shade: '#ea6354',
          eyes: 'angry',
          mouth: 'grin',
          press: 0.97 + 0.05 * pump,
          left: [-70, -34 - 10 * pump],
          right: [70, -34 - 10 * pump],
          over: box(-48, -44, 96, 13, 5, white, thin) + box(-48, -44, 96, 13, 5, 'none', thin),
        })
      );
    },
  ),

  scene(
    'love-it',
    'Love it: love, heart, like, great, favourite',
    'J’adore: aimer, amour, cœur, super, favori',
    (t) => {
      const beat = 1 + 0.12 * Math.max(0, sine(t, 2)) + 0.05 * Math.max(0, sine(t, 2, -0.15));
      const face = place(
        ellipse(-15, 0, 5.5, 7, INK, flat) +
          ellipse(15, 0, 5.5, 7, INK, flat) +
          circle(-13, -3, 2, white, flat) +
          circle(17, -3, 2, white, flat) +
          path('M-9,11 q9,10 18,0', 'none', thin) +
          ellipse(-29, 9, 7, 4.5, '#ff4f6d', flat) +
          ellipse(29, 9, 7, 4.5, '#ff4f6d', flat),
        { y: -8 },
      );
      return (
        ground(240, 200, '#ffd9e4', '#ffedf2') +
        shadow(120, 180, 34) +
        place(
          heart(0, 12, 6.2, '#ff6b81') +
            path('M-44,-42 q4,-18 20,-20', 'none', { stroke: white, strokeWidth: 7, opacity: 0.8 }) +
            face,
          { x: 120, y: 102, scale: 0.9 * beat },
        ) +
        heart(44, 60, 0.9 * swing(t), pink, -14, 3.5) +
        heart(200, 52, 1.1 * swing(t, 1, 0.4), pink, 12, 3.5) +
        heart(206, 136, 0.8 * swing(t, 1, 0.7), pink, 8, 3.5)
      );
    },
  ),

  scene(
    'star',
    'Well done: great job, star, excellent, awesome, five stars',
    'Bien joué: excellent, étoile, génial, cinq étoiles, super',
    (t) => {
      const at = (n) => pop(t, 0.08 + 0.12 * n, 0.3 + 0.12 * n) * (1 - ramp(t, 0.92, 1));
      return (
        ground(240, 200, '#d9e2ff', '#edf1ff') +
        friend({
          x: 120,
          y: 136,
          scale: 0.8,
          color: sky,
          eyes: t > 0.45 && t < 0.95 ? 'star' : 'open',
          mouth: 'grin',
          left: [-64, -6 - 18 * swing(t, 2)],
          right: [64, -6 - 18 * swing(t, 2)],
          look: [0, -4],
        }) +
        [
          [40, 70, -14],
          [78, 42, -7],
          [120, 32, 0],
          [162, 42, 7],
          [200, 70, 14],
        ]
          .map(([x, y, turn], n) => place(star(0, 0, 18, sun, turn), { x, y, scale: Math.max(0.01, at(n)) }))
          .join('')
      );
    },
    { start: 0.75 },
  ),

  scene(
    'shrug',
    'Never mind: whatever, shrug, dunno, no idea',
    'Peu importe: bof, aucune idée, je ne sais pas, hausser les épaules',
    (t) => {
      const up = during(t, 0.1, 0.85, 0.2);
      return (
        ground(240, 200, '#e9e4f3', '#f5f2fa') +
        friend({
          x: 120,
          y: 118 - 3 * bounce(t),
          color: orange,
          eyes: up > 0.5 ? 'shut' : 'open',
          mouth: 'side',
          turn: 5 * up,
          press: 1 - 0.04 * up,
          left: [-74, 22 - 26 * up],
          right: [74, 22 - 26 * up],
          blush: false,
        }) +
        (up > 0.6 ? path('M34,92 q-6,-8 0,-16 M206,92 q6,-8 0,-16', 'none', { stroke: '#a79fbd' }) : '')
      );
    },
    { start: 0.5 },
  ),
];
