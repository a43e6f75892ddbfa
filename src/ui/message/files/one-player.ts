let playing: HTMLMediaElement | undefined;

/** One sound at a time on the page: what begins to play ends what played before. */
export function playAlone(event: Event): void {
  const player = event.currentTarget as HTMLMediaElement;
  if (playing !== player) playing?.pause();
  playing = player;
}
