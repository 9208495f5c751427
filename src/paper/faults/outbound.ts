import type { ServerClock } from '../clock.ts';
import type { FaultKind } from './kind.ts';

const DELAY = { min: 0, max: 600_000, usual: 100, draw: [1, 1_000] } as const;

/** What may befall the messages of a stream on their way out. */
export const streamFaults: readonly FaultKind[] = [
  { name: 'stream-duplicate', outbound: 'pushes' },
  { name: 'stream-loss', outbound: 'pushes' },
  // Sent after the next message, or after the argument's ms where none comes.
  { name: 'stream-reorder', outbound: 'pushes', argument: DELAY },
  { name: 'stream-negative-sn', outbound: 'pushes' },
  // Broken off before, or after, the message that `action` names.
  { name: 'stream-cut-before', outbound: 'any' },
  { name: 'stream-cut', outbound: 'any' },
];

interface OutboundParts {
  /** Draws the fault that befalls a message. @param message its kind */
  readonly pick: (message: string) => { readonly kind: string; readonly value: number } | undefined;
  readonly clock: ServerClock;
  readonly write: (text: string) => void;
  readonly breakOff: () => void;
}

/** The way out of one stream while faults are about. */
export class Outbound {
  readonly #parts: OutboundParts;
  #held: string[] = [];

  constructor(parts: OutboundParts) {
    this.#parts = parts;
  }

  send(message: string, text: string): void {
    const { pick, clock, write, breakOff } = this.#parts;
    const { kind, value } = pick(message) ?? { kind: '', value: 0 };
    switch (kind) {
      case 'stream-loss':
        return;
      case 'stream-reorder':
        this.#held.push(text);
        clock.after(value, () => this.#release());
        return;
      case 'stream-cut-before':
        breakOff();
        return;
      case 'stream-negative-sn':
        write(text.replace(/"(sn|seqnum)":\d+/, '"$1":-1'));
        break;
      case 'stream-duplicate':
        write(text);
        write(text);
        break;
      default:
        write(text);
    }
    this.#release();
    if (kind === 'stream-cut') breakOff();
  }

  #release(): void {
    const held = this.#held;
    this.#held = [];
    for (const text of held) this.#parts.write(text);
  }
}
