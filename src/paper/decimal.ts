import Big from 'big.js';

/**
 * A big.js constructor of our own: strict, so that a JavaScript number can never slip into money
 * arithmetic, and with more places than any price, quantity or fee here has.
 */
export const Decimal = Big();
Decimal.strict = true;
Decimal.DP = 18;
Decimal.RM = 2; // half to even

export type Decimal = Big.Big;

export const ZERO: Decimal = new Decimal('0');

const PLAIN_DECIMAL = /^\d{1,15}(\.\d{1,15})?$/;

/**
 * Reads an unsigned decimal written without an exponent.
 * @returns `undefined` for anything else, numbers included: the dialect sends decimals as strings.
 */
export function parseDecimal(text: unknown): Decimal | undefined {
  return typeof text === 'string' && PLAIN_DECIMAL.test(text) ? new Decimal(text) : undefined;
}

/** Writes a decimal without an exponent and without trailing zeros, at most `places` of them. */
export function plain(value: Decimal, places = 9): string {
  return value.round(places).toFixed();
}

/**
 * A step size (a tick or a lot). Prices and quantities are held as whole numbers of steps: exact,
 * cheap to compare, and small in memory. They become decimals again where units mix or on the wire.
 */
export class Step {
  readonly text: string;
  readonly size: Decimal;
  readonly #unit: number;
  readonly #scale: number;

  /** @param text the step as a decimal string, such as `0.05` */
  constructor(text: string) {
    this.text = text;
    this.size = new Decimal(text);
    this.#scale = (text.split('.')[1] ?? '').length;
    this.#unit = Number(text.replace('.', ''));
  }

  /** @returns whole steps; `undefined` where `value` is no multiple of the step */
  toSteps(value: Decimal): number | undefined {
    return value.mod(this.size).eq(ZERO) ? value.div(this.size).toNumber() : undefined;
  }

  /** @returns the whole steps at or below `value` */
  floor(value: Decimal): number {
    return value.div(this.size).round(0, Decimal.roundDown).toNumber();
  }

  /** @returns `steps` as a decimal string without trailing zeros */
  format(steps: number): string {
    const digits = String(Math.abs(steps * this.#unit)).padStart(this.#scale + 1, '0');
    const sign = steps < 0 ? '-' : '';
    if (this.#scale === 0) return sign + digits;
    const fraction = digits.slice(-this.#scale).replace(/0+$/, '');
    const whole = digits.slice(0, -this.#scale);
    return sign + (fraction === '' ? whole : `${whole}.${fraction}`);
  }

  toDecimal(steps: number): Decimal {
    return this.size.times(String(steps));
  }
}
