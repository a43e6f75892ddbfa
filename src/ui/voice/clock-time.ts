/** Seconds as people write them beside a sound: 0:07, 12:34. Not a number: not known. */
export function clockTime(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–:––';
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
