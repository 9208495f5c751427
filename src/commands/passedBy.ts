import type { Clock } from '../common/clock.ts';

/** How long after a list was drawn VS Code may still tell of moves in the one before, ms. */
const LATE_MS = 2000;

/**
 * Which choice a person had moved to when another list took the place of theirs. VS Code tells late
 * which choice is active: moves made before it drew the new list are told after that was sent to it,
 * and would be lost.
 */
export class PassedBy {
  private readonly clock: Clock;
  private drawn: { readonly key: string; readonly first: string; readonly at: number } | undefined;
  private reached: string | undefined;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * A list was sent to VS Code.
   * @param key of the choice that was made active, `first` that of its first choice
   */
  draw(key: string, first: string): void {
    this.drawn = { key, first, at: this.clock.now() };
    this.reached = undefined;
  }

  /**
   * VS Code told that the choice of `key` is active.
   * @returns the key of the one that is to be active instead, where moves came in between
   */
  move(key: string): string | undefined {
    const { drawn, reached } = this;
    if (!drawn || this.clock.now() - drawn.at > LATE_MS) return undefined;
    if (key === drawn.key) {
      // It has drawn the list, and has told of all moves before.
      this.drawn = undefined;
      return reached;
    }
    // A list that is drawn has its first choice active for a moment.
    if (key !== drawn.first) this.reached = key;
    return undefined;
  }
}
