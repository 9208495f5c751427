/** What must hold at every moment of every schedule. */
export const INVARIANTS = {
  'wrong outcome': 'no settled report contradicts the order in the exchange',
  'wrong order': 'no store shows as closed, or as filled, what the exchange does not',
  reopened: 'no closed order opens again, and no filled quantity shrinks',
  'lost cancel': 'every cancel is reported, and while unknown it is listed and in the journal',
  'second cancel': 'none is sent again before the order was seen open, or the first never was',
  'placed twice': 'the exchange has no order twice that was asked for once',
  'denied order': 'no order is told as refused, not sent or never arrived that the exchange has',
  'unasked order': 'every order at the exchange was asked for, and its person was told of it',
  'grown position': 'no close grows or turns a position, and every one is reduce-only',
  'lost placement':
    'every placement is reported, and while unknown it is listed and in the journal',
  'not reconciled': 'in the end every store has the open orders of the exchange, and no others',
  crash: 'nothing throws, and nothing rejects unheard',
  'secret shown': 'no transcript, report or proof holds the key or the secret',
  'timer left': 'what was disposed waits for nothing',
} as const;

export type Invariant = keyof typeof INVARIANTS;

export interface Violation {
  readonly invariant: Invariant;
  readonly what: string;
}

/** Collects violations; the same one counts once. */
export class Violations {
  readonly all: Violation[] = [];
  readonly #seen = new Set<string>();

  add(invariant: Invariant, what: string): void {
    const key = `${invariant}: ${what}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.all.push({ invariant, what });
  }
}
