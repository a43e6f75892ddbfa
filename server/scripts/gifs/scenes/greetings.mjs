import {
  beams,
  bounce,
  box,
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
  pop,
  ramp,
  shadow,
  sine,
  sparkle,
  star,
  swing,
  tag,
  thin,
} from '../draw.mjs';
import { friend, partyHat } from '../friend.mjs';
import { scene } from './scene.mjs';

const { sun, orange, coral, pink, lilac, sky, mint, cream, white, brown, night } = COLORS;

const petals = (x, y, color, turn) =>
  place(
    [0, 72, 144, 216, 288]
      .map((angle) => place(ellipse(0, -11, 7, 9, color, { strokeWidth: 3.5 }), { turn: angle }))
      .join('') + circle(0, 0, 6, sun, { strokeWidth: 3.5 }),
    { x, y, turn },
  );

const flower = (x, y, color, turn = 0) =>
  path(`M${x},${y} q4,20 -2,42`, 'none', { stroke: '#3b9a6d', strokeWidth: 5 }) + petals(x, y, color, turn);

const cake = (x, y, flame) =>
  place(
    path('M-44,10 v34 h88 v-34Z', pink) +
      path(
        'M-44,10 q0,-12 12,-12 h64 q12,0 12,12 v6 q-8,12 -15,0 q-7,12 -15,0 q-7,12 -14,0 q-7,12 -15,0 q-7,12 -15,0 q-7,12 -14,0Z',
        cream,
      ) +
      box(-52, 42, 104, 9, 4, white) +
      [-22, 0, 22]
        .map(
          (left) =>
            box(left - 4, -26, 8, 25, 3, left === 0 ? sky : mint, thin) +
            drop(left + flame * 1.5, -37, 0.8 + 0.08 * Math.abs(flame), orange, 3.5),
        )
        .join(''),
    { x, y },
  );

export const greetings = [
  scene(
    'hello',
    'Hello: hi, hey, wave, greeting',
    'Bonjour: salut, coucou, saluer, bienvenue',
    (t) =>
      ground(240, 200, '#cdeaff', '#e6f5ff') +
      friend({
        x: 112,
        y: 118,
        turn: 3 * sine(t),
        eyes: during(t, 0.44, 0.6, 0.04) > 0.5 ? 'shut' : 'open',
        mouth: 'grin',
        right: [70 + 10 * sine(t, 2), -50 + 4 * sine(t, 2, 0.25)],
      }) +
      path(`M${204 + 6 * sine(t, 2)},58 q10,8 8,20 M${216 + 6 * sine(t, 2)},46 q16,14 13,32`, 'none', { stroke: sky }),
  ),

  scene(
    'bye',
    'Bye: goodbye, see you, ciao, leaving, farewell',
    'Au revoir: salut, ciao, à bientôt, à demain, adieu',
    (t) => {
      const walk = 6 * bounce(t, 4);
      const pole =
        path('M30,26 L84,-34', 'none', { stroke: INK, strokeWidth: 11 }) +
        path('M30,26 L84,-34', 'none', { stroke: brown, strokeWidth: 5 });
      const bundle =
        circle(88, -42, 19, coral) +
        path('M80,-58 q8,8 16,0', 'none', thin) +
        circle(82, -38, 2.5, white, flat) +
        circle(94, -44, 2.5, white, flat) +
        circle(90, -32, 2.5, white, flat);
      return (
        ground(240, 200, '#ffe0c2', '#fff0dd') +
        path('M-5,182 h250', 'none', { stroke: '#e8b98a', strokeWidth: 4 }) +
        [0, 1, 2].map((n) => ellipse(part(-t + n / 3) * 330 - 40, 190, 18, 4, '#e8b98a', flat)).join('') +
        friend({
          x: 104,
          y: 122 - walk,
          turn: 4 * sine(t, 2),
          color: sky,
          eyes: 'happy',
          under: pole + bundle,
          left: [-66, -30 + 14 * sine(t, 2)],
          right: [40, 20],
          floor: false,
        }) +
        shadow(104, 178, 44)
      );
    },
  ),

  scene(
    'good-morning',
    'Good morning: morning, sunrise, wake up, new day',
    'Bonjour: matin, bon matin, réveil, soleil, journée',
    (t) => {
      const up = 18 * swing(t);
      const sunDisc = place(beamsOfSun(t), { x: 120, y: 112 - up });
      return (
        tag('rect', { width: 240, height: 200, fill: '#ffd9a0' }) +
        circle(120, 112 - up, 84, '#ffe9bd', flat) +
        sunDisc +
        path('M-10,150 Q60,112 130,146 T260,138 V210 H-10Z', mint) +
        friend({
          x: 120,
          y: 142,
          scale: 0.82,
          press: 1 - 0.12 * swing(t),
          color: pink,
          eyes: swing(t) > 0.5 ? 'happy' : 'calm',
          mouth: swing(t) > 0.6 ? 'grin' : 'yawn',
          left: [-56 - 10 * swing(t), 24 - 88 * swing(t)],
          right: [56 + 10 * swing(t), 24 - 88 * swing(t)],
        })
      );
    },
    { start: 0.5 },
  ),

  scene(
    'good-night',
    'Good night: sleep, sleeping, tired, bed, moon, zzz',
    'Bonne nuit: dormir, dodo, fatigué, lit, lune, zzz',
    (t) => {
      const letter = (shift) => {
        const p = part(t + shift);
        const size = 0.5 + 0.9 * p;
        return p < 0.06 || p > 0.94
          ? ''
          : place(path('M-9,-9 h18 l-18,18 h18', 'none', { stroke: white, strokeWidth: 6 / size }), {
              x: 152 + 44 * p + 6 * sine(p, 2),
              y: 96 - 72 * p,
              scale: size,
              turn: 12,
            });
      };
      return (
        tag('rect', { width: 240, height: 200, fill: night }) +
        [
          [30, 40],
          [74, 24],
          [206, 112],
          [40, 96],
          [108, 52],
        ]
          .map(([x, y], n) => sparkle(x, y, 4 + 4 * swing(t, 1, n / 5), '#ffe9a8'))
          .join('') +
        path('M206,22 a27,27 0 1 0 14,42 a22,22 0 0 1 -14,-42Z', sun) +
        friend({
          x: 110,
          y: 132,
          color: lilac,
          press: 0.9 + 0.06 * swing(t),
          eyes: 'calm',
          mouth: swing(t) > 0.5 ? 'oh' : 'small',
          floor: false,
        }) +
        path('M22,150 Q60,132 110,140 Q166,132 206,150 V205 H22Z', sky) +
        path('M22,168 Q110,150 206,168', 'none', { stroke: white, strokeWidth: 5 }) +
        letter(0) +
        letter(0.33) +
        letter(0.66)
      );
    },
    { delay: 140, start: 0.2 },
  ),

  scene(
    'welcome',
    'Welcome: come in, glad, new, team, hello',
    'Bienvenue: entrez, accueil, nouveau, équipe, bonjour',
    (t) => {
      const open = pop(t, 0.05, 0.4) * (1 - ramp(t, 0.88, 1));
      return (
        ground(240, 200, '#d8f3e4', '#edfaf2') +
        box(40, 150, 160, 28, 8, coral) +
        path('M58,164 h124', 'none', { stroke: white, strokeWidth: 5, strokeDasharray: '2 12' }) +
        friend({
          x: 120,
          y: 108,
          color: mint,
          eyes: 'happy',
          mouth: 'grin',
          left: [-50 - 28 * open, 30 - 66 * open],
          right: [50 + 28 * open, 30 - 66 * open],
          press: 1 - 0.06 * sine(open),
        }) +
        [
          [26, 46, coral],
          [214, 46, sky],
          [46, 96, sun],
          [196, 98, lilac],
        ]
          .map(([x, y, color], n) =>
            place(petals(0, 0, color, 40 * t * 1), { x, y, scale: open * (0.9 + ((0.1 * n) % 2)) + 0.01 }),
          )
          .join('')
      );
    },
    { start: 0.5 },
  ),

  scene(
    'thank-you',
    'Thank you: thanks, grateful, heart, kind',
    'Merci: remercier, reconnaissance, cœur, gentil',
    (t) => {
      const bow = swing(t);
      const h = 1.9 + 0.25 * swing(t, 2);
      return (
        ground(240, 200, '#ffd6e4', '#ffeaf1') +
        friend({
          x: 120,
          y: 122,
          color: sun,
          turn: 0,
          eyes: bow > 0.5 ? 'happy' : 'open',
          mouth: 'smile',
          press: 1 - 0.1 * bow,
          face: [0, 7 * bow],
          left: [-20, 26],
          right: [20, 26],
          over: heart(0, 24, 0.75 * h),
        }) +
        [
          [52, 0],
          [186, 0.4],
          [206, 0.7],
          [30, 0.6],
        ]
          .map(([x, shift]) => {
            const p = part(t + shift);
            return heart(x + 6 * sine(p), 150 - 120 * p, 0.9 * during(p, 0, 1, 0.25), pink, 14 * sine(p), 3.5);
          })
          .join('')
      );
    },
  ),

  scene(
    'please',
    'Please: pretty please, beg, ask, puppy eyes',
    'S’il te plaît: svp, stp, demander, supplier, je t’en prie',
    (t) =>
      ground(240, 200, '#e6dcff', '#f3eeff') +
      friend({
        x: 120,
        y: 116 + 3 * bounce(t, 2),
        color: pink,
        eyes: 'pleading',
        mouth: 'wave',
        look: [1.5 * sine(t), -3],
        left: [-7, 32 + 3 * sine(t, 2)],
        right: [7, 32 + 3 * sine(t, 2)],
      }) +
      [
        [54, 56],
        [190, 48],
        [204, 118],
        [36, 120],
      ]
        .map(([x, y], n) => sparkle(x, y, 11 * swing(t, 1, n / 4), lilac))
        .join(''),
  ),

  scene(
    'sorry',
    'Sorry: apology, my bad, oops, forgive',
    'Désolé: pardon, excuse, oups, ma faute',
    (t) => {
      const low = ramp(t, 0.1, 0.35) * (1 - ramp(t, 0.8, 0.97));
      return (
        ground(240, 200, '#d4e2f4', '#e8f0fa') +
        friend({
          x: 120,
          y: 118,
          color: sky,
          eyes: low > 0.6 ? 'tight' : 'sad',
          mouth: 'sad',
          press: 1 - 0.2 * low,
          face: [0, 10 * low],
          left: [-22, 28],
          right: [22, 28],
        }) +
        drop(164, 62 + 30 * part(t, 0), 1.1 * during(t, 0, 1, 0.2), sky) +
        path(`M${188},${66} q10,4 8,14 M${50},${66} q-10,4 -8,14`, 'none', { stroke: '#8fa9cc' })
      );
    },
    { start: 0.45 },
  ),

  scene(
    'congratulations',
    'Congratulations: congrats, bravo, trophy, winner, well done, celebration',
    'Félicitations: bravo, trophée, gagné, victoire, chapeau, célébration',
    (t) => {
      const cup =
        path('M-26,-30 h52 c0,32 -10,46 -26,46 c-16,0 -26,-14 -26,-46Z', sun) +
        path('M-26,-22 c-18,-4 -16,22 4,22 M26,-22 c18,-4 16,22 -4,22') +
        path('M0,16 v12 M-16,30 h32', 'none', { strokeWidth: 8 }) +
        star(0, -10, 11, white, 0, { strokeWidth: 3 });
      const hop = bounce(t, 2);
      return (
        tag('rect', { width: 240, height: 220, fill: '#7c6fe0' }) +
        beams(240, 220, '#8d81ea', 0) +
        confetti(240, 220, t, 16) +
        friend({
          x: 120,
          y: 148 - 14 * hop,
          color: coral,
          eyes: 'happy',
          mouth: 'grin',
          press: 0.94 + 0.08 * hop,
          left: [-26, -58],
          right: [26, -58],
          under: '',
          over: place(cup, { x: 0, y: -88, turn: 5 * sine(t, 1) }),
        })
      );
    },
    { height: 220 },
  ),

  scene(
    'happy-birthday',
    'Happy birthday: birthday, cake, candles, party, many happy returns',
    'Joyeux anniversaire: anniversaire, gâteau, bougies, fête',
    (t) =>
      ground(240, 220, '#ffe3ee', '#fff3f8') +
      confetti(240, 220, t, 10) +
      friend({
        x: 120,
        y: 108,
        color: sky,
        turn: 4 * sine(t),
        eyes: 'happy',
        mouth: 'grin',
        left: [-48, 46],
        right: [48, 46],
        over: partyHat(coral),
        feet: false,
        floor: false,
      }) +
      shadow(120, 206, 66) +
      cake(120, 154, sine(t, 3)),
    { height: 220 },
  ),

  scene(
    'good-luck',
    'Good luck: luck, clover, all the best, break a leg',
    'Bonne chance: chance, trèfle, courage, merde',
    (t) => {
      const leaf = (angle) => place(heart(0, -17, 1.35, '#4fbf7a', 0, 4), { turn: angle });
      const clover =
        path('M0,0 q8,22 -4,44', 'none', { strokeWidth: 12 }) +
        path('M0,0 q8,22 -4,44', 'none', { stroke: '#4fbf7a', strokeWidth: 5 }) +
        [45, 135, 225, 315].map(leaf).join('');
      return (
        ground(240, 200, '#e3f6c8', '#f1fbe2') +
        friend({
          x: 86,
          y: 120,
          color: sun,
          eyes: 'happy',
          mouth: 'smile',
          turn: -4 + 3 * sine(t),
          right: [62, -12 + 6 * sine(t)],
        }) +
        place(clover, { x: 168, y: 84 + 6 * sine(t), turn: 10 * sine(t), scale: 1.15 }) +
        [
          [128, 36],
          [218, 54],
          [214, 122],
        ]
          .map(([x, y], n) => sparkle(x, y, 12 * swing(t, 1, n / 3), '#f5c93a'))
          .join('')
      );
    },
  ),

  scene(
    'flowers',
    'Flowers for you: flower, bouquet, gift, spring, kind',
    'Des fleurs pour toi: fleur, bouquet, cadeau, printemps',
    (t) => {
      const bunch = [
        [-26, -30, coral],
        [26, -32, lilac],
        [0, -46, pink],
        [-12, -18, sky],
        [14, -16, white],
      ]
        .map(([x, y, color], n) => flower(x, y + 2 * sine(t, 1, n / 5), color, 20 * sine(t, 1, n / 5)))
        .join('');
      return (
        ground(240, 200, '#dff3ff', '#f0faff') +
        friend({ x: 84, y: 120, color: orange, eyes: 'happy', turn: 4 * sine(t), right: [66, 14], face: [4, 0] }) +
        place(bunch + path('M-26,14 L0,62 L26,14 Q0,24 -26,14Z', cream), { x: 166, y: 104, turn: 8 + 5 * sine(t) }) +
        heart(120, 44 - 10 * swing(t), 0.8 + 0.5 * swing(t), coral, -10)
      );
    },
  ),

  scene(
    'cheers',
    'Cheers: toast, celebrate, drinks, party, after work',
    'Santé: tchin, trinquer, fêter, apéro, verre',
    (t) => {
      const near = ramp(t, 0.1, 0.3) * (1 - ramp(t, 0.6, 0.9));
      const glass = (fill) =>
        path('M-15,-26 h30 l-4,30 q-11,7 -22,0Z', fill) + path('M0,6 v22 M-12,30 h24', 'none', { strokeWidth: 6 });
      const spark = near > 0.9 ? burst(120, 60, 10, 24, 8, coral) : '';
      return (
        ground(240, 200, '#ffe8c4', '#fff5e2') +
        friend({
          x: 62,
          y: 132,
          scale: 0.78,
          color: mint,
          eyes: 'happy',
          mouth: 'grin',
          turn: 6 * near,
          right: [58 + 10 * near, -38],
        }) +
        friend({
          x: 178,
          y: 132,
          scale: 0.78,
          color: lilac,
          eyes: 'happy',
          mouth: 'grin',
          turn: -6 * near,
          left: [-58 - 10 * near, -38],
        }) +
        place(glass('#ffd873'), { x: 94 + 10 * near, y: 84 - 4 * near, turn: 14 * near }) +
        place(glass('#ff9eb4'), { x: 146 - 10 * near, y: 84 - 4 * near, turn: -14 * near }) +
        spark
      );
    },
    { start: 0.4 },
  ),
];

function beamsOfSun(t) {
  const rays = Array.from({ length: 12 }, (_, index) =>
    place(path('M0,-60 v-15', 'none', { stroke: orange, strokeWidth: 8 }), { turn: 30 * (index + t) }),
  ).join('');
  return rays + circle(0, 0, 48, sun);
}
