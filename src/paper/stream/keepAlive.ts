import type { ServerClock } from '../clock.ts';
import type { WireStreamMessage } from '../../venues/ascendex/wireStream.ts';

export interface KeepAliveOptions {
  readonly clock: ServerClock;
  /** From one ping to the next, ms. */
  readonly every: number;
  /** How many pings may stay unanswered. */
  readonly allowed: number;
  readonly send: (message: WireStreamMessage) => void;
  /** The client has left one ping too many unanswered. */
  readonly lost: () => void;
}

/** Pings a client, and counts what it leaves unanswered. */
export class KeepAlive {
  readonly #options: KeepAliveOptions;
  #missed = 0;
  #stop: () => void = () => undefined;

  constructor(options: KeepAliveOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock, every } = this.#options;
    this.#stop = clock.every(every, () => this.#ping());
  }

  end(): void {
    this.#stop();
  }

  /** The client is there. */
  heard(): void {
    this.#missed = 0;
  }

  /** How many unanswered pings the client still has, and one. */
  get health(): number {
    return this.#options.allowed + 1 - this.#missed;
  }

  #ping(): void {
    const { allowed, send, lost } = this.#options;
    if (this.#missed >= allowed) return lost();
    send({ m: 'ping', hp: this.health });
    this.#missed += 1;
  }
}
