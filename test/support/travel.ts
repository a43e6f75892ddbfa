const HOME = process.env['TZ'];

/** Takes the device to another time zone, as a laptop that is carried there. In Node only. */
export function travel(zone: string): void {
  process.env['TZ'] = zone;
}

export function travelHome(): void {
  if (HOME === undefined) delete process.env['TZ'];
  else process.env['TZ'] = HOME;
}
