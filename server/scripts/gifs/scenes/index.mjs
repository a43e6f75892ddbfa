import { answers } from './answers.mjs';
import { feelings } from './feelings.mjs';
import { greetings } from './greetings.mjs';
import { work } from './work.mjs';

/** All of them, in the order in which they are shown to who has not searched for any. */
export const SCENES = mixed([greetings, answers, feelings, work]);

/** One of each kind in turn, so that what is seen first is of all sorts. */
function mixed(kinds) {
  const longest = Math.max(...kinds.map((kind) => kind.length));
  return Array.from({ length: longest }, (_, index) => kinds.map((kind) => kind[index]))
    .flat()
    .filter(Boolean);
}
