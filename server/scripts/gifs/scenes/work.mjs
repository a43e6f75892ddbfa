import {
  bounce,
  box,
  burst,
  circle,
  COLORS,
  drop,
  during,
  ellipse,
  flat,
  ground,
  INK,
  part,
  path,
  place,
  ramp,
  shadow,
  sine,
  steam,
  swing,
  tag,
  thin,
  tube,
} from '../draw.mjs';
import { friend } from '../friend.mjs';
import { scene } from './scene.mjs';

const { sun, orange, coral, lilac, sky, mint, cream, white, grey, brown, night } = COLORS;

const flame = (t, size) => {
  const lean = 5 * sine(t, 2);
  return place(
    path(
      `M0,26 C-26,26 -30,2 -16,-14 C-14,-4 -8,-2 -6,-8 C-8,-26 ${-2 + lean},-36 ${6 + lean},-44 C6,-30 24,-18 24,4 C24,18 14,26 0,26Z`,
      coral,
      { strokeWidth: 5 / size },
    ) + path(`M0,25 C-13,25 -14,12 -4,0 C${lean / 2},-6 0,-10 2,-14 C4,-4 13,2 13,12 C13,20 8,25 0,25Z`, sun, flat),
    { scale: size },
  );
};

const cup = (fill) =>
  path('M42,-14 q26,-2 22,18 q-4,18 -28,14', 'none', { strokeWidth: 14 }) +
  path('M42,-14 q26,-2 22,18 q-4,18 -28,14', 'none', { stroke: fill, strokeWidth: 5 }) +
  path('M-44,-30 h88 v34 c0,24 -16,34 -44,34 c-28,0 -44,-10 -44,-34Z', fill) +
  ellipse(0, -30, 44, 10, '#6b4030');

const rocket = (t) =>
  place(flame(t, 0.8), { y: 66, scaleY: -1, scaleX: 1 }) +
  path('M-24,20 l-18,26 q14,2 22,-6 M24,20 l18,26 q-14,2 -22,-6', coral) +
  path('M0,-66 C26,-44 30,-6 20,42 h-40 C-30,-6 -26,-44 0,-66Z', white) +
  path('M0,-66 C10,-58 16,-48 19,-38 h-38 C-16,-48 -10,-58 0,-66Z', coral) +
  circle(0, -10, 14, sky) +
  path('M-6,-14 q4,-5 9,-3', 'none', { stroke: white, strokeWidth: 3.5 });

const laptop = path('M-46,18 V-26 q0,-8 8,-8 H38 q8,0 8,8 V18Z', grey) + path('M-60,18 h120 l-6,12 h-108Z', white);

export const work = [
  scene(
    'coffee',
    'Coffee: coffee break, espresso, tea, morning, break',
    'Café: pause café, expresso, thé, matin, pause',
    (t) => {
      const face =
        [-15, 15]
          .map((x) =>
            during(t, 0.6, 0.75, 0.05) > 0.5
              ? path(`M${x - 6},-4 h12`, 'none', thin)
              : ellipse(x, -4, 5, 6.5, INK, flat),
          )
          .join('') +
        path('M-8,8 q8,8 16,0', 'none', thin) +
        ellipse(-28, 6, 6, 4, coral, { ...flat, opacity: 0.55 }) +
        ellipse(28, 6, 6, 4, coral, { ...flat, opacity: 0.55 });
      return (
        ground(240, 200, '#f2dfcf', '#faf0e7') +
        shadow(120, 172, 66) +
        ellipse(120, 166, 70, 10, white) +
        steam(116, 72, t, '#b58f78') +
        place(cup(mint) + face, { x: 114, y: 124, turn: 2 * sine(t) })
      );
    },
  ),

  scene(
    'ship-it',
    'Ship it: release, deploy, deliver, launch, boat, go live',
    'On livre: livraison, déployer, mise en production, bateau, version',
    (t) => {
      const rock = 5 * sine(t);
      const waves = (y, shift, color) =>
        path(`M-40,${y} ${Array.from({ length: 8 }, () => 'q20,-14 40,0').join(' ')} V210 H-40Z`, color, {
          transform: `translate(${-40 * part(t, shift)} 0)`,
        });
      const ship =
        path('M-70,20 H74 L56,56 H-52Z', coral) +
        path('M-62,34 h128', 'none', { stroke: white, strokeWidth: 6 }) +
        box(-44, -22, 44, 42, 4, '#d9a066') +
        path('M-22,-22 v42 M-30,-6 h16', 'none', thin) +
        path('M-30,-22 h16 v14 h-16Z', cream, thin);
      return (
        tag('rect', { width: 240, height: 200, fill: '#cdeeff' }) +
        circle(196, 44, 22, sun, flat) +
        path('M34,52 q4,-18 22,-14 q10,-14 24,0 q16,0 14,14Z', white, flat) +
        waves(150, 0.5, '#7fb8f2') +
        place(
          ship +
            friend({
              x: 34,
              y: -12,
              scale: 0.56,
              color: sun,
              eyes: 'happy',
              mouth: 'grin',
              floor: false,
              right: [64, -30 + 10 * sine(t, 2)],
              over: path('M-34,-40 q34,-22 68,0 l-4,-16 q-30,-18 -60,0Z', white, { strokeWidth: 7 }),
            }),
          { x: 116, y: 112 + 4 * sine(t, 1, 0.25), turn: rock },
        ) +
        waves(166, 0, sky)
      );
    },
  ),

  scene(
    'rocket',
    'Rocket: launch, fast, to the moon, start, let’s go',
    'Fusée: lancement, rapide, décollage, démarrer, c’est parti',
    (t) => {
      const speed = (x, shift, length) => {
        const y = part(2 * t + shift) * 280 - 40;
        return path(`M${x},${y} v${length}`, 'none', { stroke: '#8f8be0', strokeWidth: 5 });
      };
      return (
        tag('rect', { width: 200, height: 240, fill: night }) +
        circle(166, 42, 20, cream, flat) +
        circle(160, 38, 4, '#e6d9bd', flat) +
        circle(172, 48, 3, '#e6d9bd', flat) +
        [
          [24, 0, 34],
          [50, 0.6, 24],
          [150, 0.3, 40],
          [182, 0.8, 28],
        ]
          .map((given) => speed(...given))
          .join('') +
        place(rocket(t), { x: 100 + 2 * sine(t, 3), y: 112 + 5 * sine(t), turn: 10 })
      );
    },
    { width: 200, height: 240 },
  ),

  scene(
    'bug',
    'Bug: error, insect, problem, debug, issue',
    'Bogue: erreur, insecte, problème, bug, déboguer',
    (t) => {
      const step = (n) => 6 * sine(t, 3, n / 2);
      const legs = [-22, 0, 22]
        .map((x, n) => path(`M${x},14 l${-6 + step(n)},20 M${x},-14 l${-6 - step(n)},-20`, 'none', { strokeWidth: 6 }))
        .join('');
      const bug =
        legs +
        path('M36,-6 q16,-20 24,-14 M36,6 q16,20 24,14', 'none', thin) +
        circle(38, 0, 15, INK, flat) +
        ellipse(0, 0, 40, 27, coral) +
        path('M-40,0 H34', 'none', thin) +
        [
          [-18, -11],
          [4, -14],
          [-18, 11],
          [4, 14],
        ]
          .map(([x, y]) => circle(x, y, 5.5, INK, flat))
          .join('') +
        circle(42, -7, 4.5, white, flat) +
        circle(42, 7, 4.5, white, flat) +
        circle(44, -6, 2, INK, flat) +
        circle(44, 8, 2, INK, flat);
      const along = part(t);
      return (
        ground(240, 200, '#e2f2d5', '#f0f9e8') +
        ['M46,54 h60 M122,54 h40', 'M66,88 h36 M116,88 h66', 'M66,146 h74', 'M46,178 h48 M108,178 h30']
          .map((line) => path(line, 'none', { stroke: '#b9d6a2', strokeWidth: 9 }))
          .join('') +
        place(bug, { x: -70 + 380 * along, y: 116 + 5 * sine(t, 3), turn: 5 * sine(t, 3) })
      );
    },
    { frames: 16, start: 0.5 },
  ),

  scene(
    'fire',
    'Fire: lit, hot, on fire, this is fine, burning',
    'Feu: flamme, chaud, brûlant, tout va bien, ça brûle',
    (t) =>
      tag('rect', { width: 240, height: 200, fill: '#ffcf8a' }) +
      [
        [30, 0.1, 1.5],
        [90, 0.5, 1.1],
        [150, 0.8, 1.2],
        [212, 0.3, 1.6],
      ]
        .map(([x, shift, size]) => place(flame(part(t, shift), size), { x, y: 116 }))
        .join('') +
      friend({
        x: 120,
        y: 126,
        color: sun,
        mouth: 'smile',
        eyes: during(t, 0.6, 0.72, 0.04) > 0.5 ? 'shut' : 'open',
        left: [-50, 36],
        right: [44, 6],
        over: place(cup(white), { x: 52, y: 2, scale: 0.34 }),
        floor: false,
      }) +
      [
        [50, 0.4, 1.2],
        [188, 0.7, 1.25],
      ]
        .map(([x, shift, size]) => place(flame(part(t, shift), size), { x, y: 168 }))
        .join('') +
      drop(152, 82 + 10 * part(t), 0.9 * during(t, 0, 1, 0.2), sky),
  ),

  scene(
    'waiting',
    'Waiting: hourglass, patience, any news, still waiting, time',
    'Attendre: sablier, patience, des nouvelles, en attente, temps',
    (t) => {
      const turn = 180 * ramp(t, 0.8, 0.98);
      const sand = ramp(t, 0.02, 0.78);
      const top = 30 - 26 * sand;
      const glass =
        path(
          'M-34,-54 h68 c0,30 -26,38 -26,54 c0,16 26,24 26,54 h-68 c0,-30 26,-38 26,-54 c0,-16 -26,-24 -26,-54Z',
          white,
        ) +
        path(`M${-9 - 0.6 * top},${-12 - top} h${18 + 1.2 * top} L4,-8 h-8Z`, orange, flat) +
        path(`M-29,49 q29,${-54 * sand} 58,0Z`, orange, flat) +
        (t < 0.78 ? path('M0,-8 V44', 'none', { stroke: orange, strokeWidth: 4 }) : '') +
        path('M-34,-54 h68 c0,30 -26,38 -26,54 c0,16 26,24 26,54 h-68 c0,-30 26,-38 26,-54 c0,-16 -26,-24 -26,-54Z') +
        box(-42, -66, 84, 13, 6, brown) +
        box(-42, 53, 84, 13, 6, brown);
      return (
        ground(240, 200, '#dbe7ff', '#edf3ff') +
        place(glass, { x: 84, y: 104, turn, scale: 0.95 }) +
        friend({
          x: 178,
          y: 144,
          scale: 0.62,
          color: lilac,
          eyes: sand > 0.6 ? 'calm' : 'open',
          mouth: sand > 0.6 ? 'yawn' : 'flat',
          look: [-4, -2],
          right: [54, 34 - 6 * bounce(t, 4)],
        })
      );
    },
    { frames: 16, start: 0.3 },
  ),

  scene(
    'loading',
    'Loading: wait, one moment, please wait, buffering, dots',
    'Chargement: un instant, patientez, ça charge, moment',
    (t) =>
      ground(240, 160, '#e2e6ff', '#eff1ff', 84) +
      [0, 1, 2]
        .map((n) => {
          const hop = Math.max(0, sine(t, 1, -n / 6));
          return (
            shadow(56 + 64 * n, 128, 26) +
            friend({
              x: 56 + 64 * n,
              y: 102 - 38 * hop,
              scale: 0.46,
              color: [coral, sun, mint][n],
              eyes: hop > 0.4 ? 'happy' : 'open',
              mouth: hop > 0.4 ? 'grin' : 'smile',
              press: 0.92 + 0.12 * hop,
              feet: false,
              floor: false,
              left: [-54, 20 - 50 * hop],
              right: [54, 20 - 50 * hop],
            })
          );
        })
        .join(''),
    { height: 160 },
  ),

  scene(
    'working',
    'Working: typing, busy, on it, computer, work, writing',
    'Au travail: taper, occupé, je m’en occupe, ordinateur, travail',
    (t) =>
      ground(240, 200, '#d8eedf', '#ebf7ef') +
      friend({
        x: 120,
        y: 102,
        color: orange,
        look: [2 * sine(t, 2), 3],
        mouth: 'flat',
        eyes: 'open',
        left: null,
        right: null,
        feet: false,
        floor: false,
        blush: true,
      }) +
      place(laptop + circle(0, -8, 9, mint, thin), { x: 120, y: 140 }) +
      tube(`M68,124 Q58,150 74,${160 - 7 * swing(t, 4)}`, orange, 12) +
      tube(`M172,124 Q182,150 166,${160 - 7 * swing(t, 4, 0.5)}`, orange, 12) +
      path('M10,174 h220', 'none', { strokeWidth: 8 }) +
      [
        [40, 60, 0],
        [196, 50, 0.5],
        [206, 98, 0.25],
      ]
        .map(([x, y, shift]) =>
          path(`M${x - 8},${y} l-6,6 l6,6 M${x + 8},${y} l6,6 l-6,6`, 'none', {
            stroke: '#6aa984',
            strokeWidth: 4 + swing(t, 1, shift),
          }),
        )
        .join(''),
  ),

  scene(
    'lunch',
    'Lunch: food, hungry, eat, noodles, dinner, meal',
    'Déjeuner: manger, faim, repas, dîner, nouilles, midi',
    (t) => {
      const lift = 16 * swing(t);
      const noodles = [-14, -5, 4, 13]
        .map(
          (x, n) =>
            path(`M${x},0 q${4 * sine(t, 1, n / 4)},${-20 - lift / 2} 0,${-34 - lift}`, 'none', { strokeWidth: 11 }) +
            path(`M${x},0 q${4 * sine(t, 1, n / 4)},${-20 - lift / 2} 0,${-34 - lift}`, 'none', {
              stroke: sun,
              strokeWidth: 5,
            }),
        )
        .join('');
      const sticks =
        path(`M-26,${-30 - lift} L84,${-66 - lift} M-26,${-40 - lift} L80,${-84 - lift}`, 'none', { strokeWidth: 11 }) +
        path(`M-26,${-30 - lift} L84,${-66 - lift} M-26,${-40 - lift} L80,${-84 - lift}`, 'none', {
          stroke: brown,
          strokeWidth: 4,
        });
      const bowl =
        path('M-70,0 h140 c0,40 -30,58 -70,58 c-40,0 -70,-18 -70,-58Z', coral) +
        path('M-62,16 q12,10 24,0 q12,-10 24,0 q12,10 26,0 q12,-10 24,0 q12,8 24,0', 'none', {
          stroke: white,
          strokeWidth: 4,
        });
      return (
        ground(240, 200, '#ffe6c9', '#fff3e4') +
        shadow(120, 180, 70) +
        path('M58,116 q62,-26 124,0Z', cream) +
        circle(84, 108, 9, mint, thin) +
        ellipse(154, 107, 14, 9, white, thin) +
        circle(154, 106, 4.5, orange, flat) +
        place(noodles, { x: 116, y: 116 }) +
        place(sticks, { x: 116, y: 112 }) +
        place(bowl, { x: 120, y: 118 }) +
        steam(70, 76, t, '#dcae7d')
      );
    },
  ),

  scene(
    'weekend',
    'Weekend: friday, holiday, vacation, beach, relax, free',
    'Week-end: vendredi, vacances, congé, plage, détente, libre',
    (t) => {
      const sway = 4 * sine(t);
      const leaf = (angle) => place(path('M0,0 q24,-18 52,2 q-26,-2 -52,-2Z', '#3fae74'), { turn: angle + sway });
      const palm =
        path('M0,92 q-10,-50 8,-92', 'none', { strokeWidth: 17 }) +
        path('M0,92 q-10,-50 8,-92', 'none', { stroke: brown, strokeWidth: 9 }) +
        place([-8, 34, -52, 190, 150, 232].map(leaf).join('') + circle(0, 6, 7, brown, thin), { x: 8, y: 0 });
      return (
        tag('rect', { width: 240, height: 200, fill: '#bfeaff' }) +
        circle(54, 48, 26 + swing(t), sun, flat) +
        burst(54, 48, 34, 42 + 3 * swing(t), 10, sun, 6) +
        path('M-5,128 h250 v40 h-250Z', sky) +
        path(`M${10 + 8 * sine(t)},142 h30 M${120 + 8 * sine(t)},138 h40`, 'none', { stroke: white, strokeWidth: 5 }) +
        path('M-10,206 Q40,140 130,150 T252,160 V210Z', '#ffdd9b') +
        place(palm, { x: 192, y: 76 }) +
        friend({
          x: 108,
          y: 144,
          scale: 0.72,
          color: coral,
          turn: -10 + 2 * sine(t),
          mouth: 'grin',
          left: [-44, -34],
          right: [44, -34],
          floor: false,
          over: place(path('M-38,-18 h76 l-5,22 q-14,8 -26,0 l-7,-14 l-7,14 q-12,8 -26,0Z', INK, thin), { y: -4 }),
        })
      );
    },
  ),

  scene(
    'urgent',
    'Urgent: alarm, emergency, important, asap, help, siren',
    'Urgent: alerte, urgence, important, vite, à l’aide, sirène',
    (t) => {
      const on = swing(t, 2);
      const siren =
        path('M-46,40 V-8 C-46,-66 46,-66 46,-8 V40Z', on > 0.5 ? '#ff5a4d' : '#d8443b') +
        path('M-26,22 V-6 C-26,-28 -14,-36 -4,-38', 'none', { stroke: white, strokeWidth: 7, opacity: 0.8 }) +
        box(-62, 38, 124, 24, 8, grey) +
        path('M0,-14 v24', 'none', { stroke: white, strokeWidth: 9 }) +
        circle(0, 24, 5, white, flat);
      return (
        tag('rect', { width: 240, height: 200, fill: on > 0.5 ? '#ffb4a8' : '#ffd9d2' }) +
        shadow(120, 172, 70) +
        burst(120, 92, 68, 68 + 20 * on, 9, '#ff5a4d', 8) +
        place(siren, { x: 120, y: 108, turn: 3 * sine(t, 4) })
      );
    },
  ),

  scene(
    'call-me',
    'Call me: phone, ringing, call, telephone, hello',
    'Appelle-moi: téléphone, sonnerie, appel, appeler, allô',
    (t) => {
      const ring = during(t, 0.05, 0.7, 0.08);
      const shake = ring * 9 * sine(t, 6);
      const set =
        path('M-50,44 c0,-40 14,-54 50,-54 c36,0 50,14 50,54Z', sky) +
        circle(0, 18, 19, white) +
        [0, 1, 2, 3, 4, 5]
          .map((n) => circle(11 * Math.cos(n * 1.047), 18 + 11 * Math.sin(n * 1.047), 2.6, INK, flat))
          .join('');
      const receiver = path(
        'M-62,-14 c-4,-30 128,-30 124,0 c0,12 -32,12 -32,0 c-2,-8 -58,-8 -60,0 c0,12 -32,12 -32,0Z',
        coral,
      );
      return (
        ground(240, 200, '#fff0c4', '#fff8e1') +
        shadow(120, 166, 60) +
        place(set, { x: 120, y: 116, turn: shake / 3 }) +
        place(receiver, { x: 120, y: 100 - 16 * ring, turn: shake }) +
        path('M40,58 q-14,18 -6,36 M54,70 q-8,12 -4,22 M200,58 q14,18 6,36 M186,70 q8,12 4,22', 'none', {
          stroke: '#f0a92e',
          strokeWidth: 6,
          opacity: ring > 0.5 ? 1 : 0,
        })
      );
    },
    { start: 0.3 },
  ),
];
