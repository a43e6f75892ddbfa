/** A scene with its words; a round of it takes `frames` × `delay` milliseconds. */
export const scene = (id, en, fr, draw, { width = 240, height = 200, frames = 12, delay = 110, start = 0 } = {}) => ({
  id,
  width,
  height,
  frames,
  delay,
  start,
  en: wordsOf(en),
  fr: wordsOf(fr),
  draw,
});

/** `Title: some, key words` */
function wordsOf(text) {
  const [title, keywords] = text.split(': ');
  return { title, keywords: keywords.split(', ') };
}
