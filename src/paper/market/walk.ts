import type { Contract } from '../engine/contracts.ts';
import type { Random } from '../random.ts';

/** @returns how many lots `usdt` whole dollars buy at `ticks`, at least one */
export function lotsFor(contract: Contract, usdt: number, ticks: number): number {
  const lots = (BigInt(usdt) * contract.unitsPerDollar) / BigInt(ticks);
  return Math.max(contract.minLots, Number(lots));
}

/**
 * A contract's fair price, wandering in whole ticks. A step is at most about 0.02 % either way and
 * most are far smaller; the further the price has strayed from its start the more often it is drawn
 * back, so a market left running for days stays recognizable. The mark price differs from the fair
 * price, which serves as the index, by a small premium that wanders too.
 */
export class Walk {
  fair: number;
  readonly #contract: Contract;
  readonly #random: Random;
  #premium = 0;

  constructor(contract: Contract, random: Random) {
    this.#contract = contract;
    this.#random = random;
    this.fair = contract.startTicks;
  }

  get mark(): number {
    return Math.max(this.#contract.minTicks, this.fair + this.#premium);
  }

  step(): void {
    const reach = Math.max(1, Math.floor(this.fair / 10_000));
    const drift = this.#random.integer(-reach, reach) + this.#random.integer(-reach, reach);
    const strayed = this.fair - this.#contract.startTicks;
    const drawnBack = this.#random.chance(Math.min(100, Math.abs(strayed)), 400 * reach);
    this.fair += drift - (drawnBack ? Math.sign(strayed) * reach : 0);
    this.fair = Math.max(this.#contract.minTicks + 1, this.fair);
    const bound = Math.max(1, Math.floor(reach / 4));
    this.#premium += this.#random.integer(-1, 1);
    this.#premium = Math.max(-bound, Math.min(bound, this.#premium));
  }

  jump(ticks: number): void {
    this.fair = ticks;
    this.#premium = 0;
  }

  lotsFor(usdt: number): number {
    return lotsFor(this.#contract, usdt, this.fair);
  }
}
