import type { WireSide } from '../../venues/ascendex/wire.ts';
import type { Contract } from '../engine/contracts.ts';
import type { Random } from '../random.ts';
import { lotsFor } from './walk.ts';

const LEVELS = 10;

export interface Quote {
  readonly side: WireSide;
  readonly ticks: number;
  readonly lots: number;
}

/**
 * The market maker's quotes around a fair price: ten levels a side, thinner near the price and
 * thicker away from it, about half a million dollars a side in all.
 * @param fair ticks
 */
export function quotes(contract: Contract, fair: number, random: Random): Quote[] {
  const gap = Math.max(1, Math.floor(fair / 20_000));
  const all: Quote[] = [];
  for (const side of ['Buy', 'Sell'] as const) {
    let ticks = fair;
    for (let level = 1; level <= LEVELS; level++) {
      const away = random.integer(1, gap) + (level === 1 ? 0 : gap);
      ticks += side === 'Buy' ? -away : away;
      if (ticks < contract.minTicks || ticks > contract.maxTicks) break;
      const lots = lotsFor(contract, random.integer(500, 20_000) * level, ticks);
      all.push({ side, ticks, lots });
    }
  }
  return all;
}
