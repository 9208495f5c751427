import type { Random } from '../../../src/paper/random.ts';
import type { Tally } from '../result.ts';

/** How badly a batch is treated; per cent, but for `window`. */
export interface Treatment {
  readonly drop: number;
  readonly duplicate: number;
  readonly negative: number;
  /** How far a message may come from its place. */
  readonly window: number;
}

/** From the stream as it should be to one that loses, repeats and disorders; some are hopeless. */
export function drawTreatment(random: Random): Treatment {
  return {
    drop: random.pick([0, 5, 30, 60, 98]),
    duplicate: random.pick([0, 5, 30, 80]),
    negative: random.pick([0, 2, 15, 50]),
    window: random.pick([0, 3, 20, 1_000_000]),
  };
}

/** What arrives in the place of `texts`, and in which order. */
export function treat(
  texts: readonly string[],
  { drop, duplicate, negative, window }: Treatment,
  random: Random,
  tally: Tally,
): string[] {
  const placed: { readonly at: number; readonly text: string }[] = [];
  const place = (text: string, from: number): void => {
    const numberless = random.chance(negative, 100);
    if (numberless) tally.add('negative');
    const sent = numberless ? text.replace(/"sn":\d+/, '"sn":-1') : text;
    placed.push({ at: from + random.integer(0, window), text: sent });
  };
  texts.forEach((text, index) => {
    tally.add('events');
    if (random.chance(drop, 100)) return tally.add('dropped');
    place(text, index);
    while (random.chance(duplicate, 150)) {
      tally.add('duplicated');
      place(text, index + random.integer(0, 50));
    }
  });
  const arriving = placed.map((each, index) => ({ ...each, index }));
  arriving.sort((a, b) => a.at - b.at || a.index - b.index);
  let latest = -1;
  for (const { index } of arriving) {
    if (index < latest) tally.add('shuffled');
    latest = Math.max(latest, index);
  }
  tally.add('delivered', arriving.length);
  return arriving.map(({ text }) => text);
}
