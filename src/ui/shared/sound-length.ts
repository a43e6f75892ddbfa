/** Beyond the end of any sound: browsers take it for the end. */
const FAR = 1e7;

const known = new WeakSet<HTMLMediaElement>();

/**
 * Has a browser find out how long a sound is that does not say so, as what Chromium records: it reads to the end, and comes
 * back. For `loadedmetadata` events.
 */
export function findLength(event: Event): void {
  const player = event.currentTarget as HTMLMediaElement;
  if (player.duration !== Infinity || known.has(player)) return;
  known.add(player);
  const [at, wasPlaying] = [player.currentTime, !player.paused];
  player.addEventListener('durationchange', function goBack() {
    if (!Number.isFinite(player.duration)) return;
    player.removeEventListener('durationchange', goBack);
    player.currentTime = at;
    // At its end it has stopped.
    if (wasPlaying) void player.play().catch(() => undefined);
  });
  player.currentTime = FAR;
}
