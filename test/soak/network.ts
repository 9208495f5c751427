import type { Stopwatch } from '../../src/common/clock.ts';
import type { PaperCore } from '../../src/paper/core.ts';
import type { Random } from '../../src/paper/random.ts';
import type { SoakTime } from './time.ts';
import type { MemoryStream } from './memoryStream.ts';

/** What goes wrong on the way, where the exchange has no say. */
export const NETWORK_FAULTS = ['net-refused', 'net-reset-sending', 'net-reset-receiving'] as const;
export type NetworkFault = (typeof NETWORK_FAULTS)[number];

const MILLION = 1_000_000;

/** The way between one exchange and its clients, in memory: it takes time, and it breaks. */
export class Network {
  readonly core: PaperCore;
  readonly time: SoakTime;
  readonly random: Random;
  readonly streams = new Set<MemoryStream>();
  readonly counts = new Map<string, number>();
  /** The share of requests that something happens to. */
  rate = 0;
  kinds: readonly NetworkFault[] = NETWORK_FAULTS;
  /** How many of the next new orders are to arrive late, over a connection that broke. */
  stranded = 0;
  /** Requests that are on their way, though their senders take them for lost. */
  lingering = 0;
  /** Whether upgrades to streams get through at all. */
  takesStreams = true;

  constructor(core: PaperCore, time: SoakTime, random: Random) {
    this.core = core;
    this.time = time;
    this.random = random;
  }

  /** How long a message is on its way, ms: short, and now and then long. */
  latency(): number {
    const { random } = this;
    return random.chance(1, 20) ? random.integer(100, 1_500) : random.integer(1, 40);
  }

  fault(): NetworkFault | undefined {
    if (this.rate === 0 || !this.random.chance(Math.round(this.rate * MILLION), MILLION)) return;
    const [first, ...rest] = this.kinds;
    return first && this.count(this.random.pick([first, ...rest]));
  }

  /** Whether a request is one of those. */
  strands({ method, body }: { readonly method: string; readonly body?: unknown }): boolean {
    const isNewOrder = method === 'POST' && typeof body === 'string' && body.includes('"orderQty"');
    if (this.stranded === 0 || !isNewOrder) return false;
    this.stranded -= 1;
    return true;
  }

  count<T extends string>(kind: T): T {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return kind;
  }
}

/** A client's end of the network: its timeouts go by its own clock. */
export interface ClientEnd {
  readonly network: Network;
  readonly stopwatch: Stopwatch;
}
