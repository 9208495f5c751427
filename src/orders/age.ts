const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** An age in ms in its largest whole unit; 0 minutes where it is less than one. */
export function wholeAge(ms: number): readonly [count: number, unit: 'day' | 'hour' | 'minute'] {
  const [unit, size] = UNITS.find(([, each]) => ms >= each) ?? ['minute', Infinity];
  return [Math.floor(ms / size), unit];
}

/** An age in ms for a row: `<1m`, `5m`, `3h`, `2d`. */
export function formatAge(ms: number): string {
  const [count, unit] = wholeAge(ms);
  return count === 0 ? '<1m' : `${count}${unit.charAt(0)}`;
}

/** The time of day, local: `14:03:22`. */
export function clockTime(ms: number): string {
  return new Date(ms).toTimeString().slice(0, 8);
}
