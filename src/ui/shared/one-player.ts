/** What makes a sound, on the page or off it. */
export interface Player {
  pause(): void;
}

let playing: Player | undefined;

/** One sound at a time on the page: what begins to play ends what played before. */
export function playAlone(player: Player): void {
  if (playing !== player) playing?.pause();
  playing = player;
}

/** The same, for the `play` event of a player. */
export function handlePlay(event: Event): void {
  playAlone(event.currentTarget as HTMLMediaElement);
}

/** Nothing plays any more: somebody is about to speak. */
export function silence(): void {
  playing?.pause();
}

/** The child of a tree in which a sound is to be heard now, however deep it is in there. */
export function playingWithin(root: ShadowRoot | null): Element | undefined {
  if (!(playing instanceof HTMLMediaElement) || playing.paused || playing.ended) return undefined;
  let element: Element = playing;
  for (let around = element.getRootNode(); around !== root; around = element.getRootNode()) {
    if (!(around instanceof ShadowRoot)) return undefined;
    element = around.host;
  }
  return element;
}
