/** Where a person goes from a step; `stop` is Escape. */
export type Move = 'next' | 'back' | 'stop';

/** What a step shows of the whole. */
export interface Frame {
  readonly title: string;
  /** Counted from 1. */
  readonly step: number;
  readonly totalSteps: number;
}

export interface Step<D> {
  readonly name: string;
  applies(draft: D): boolean;
  show(draft: D, frame: Frame): Promise<Move>;
}

/**
 * Leads through steps, each of which writes into the draft, back and forth. Which ones there are
 * follows from the draft.
 * @param from the name of the first step to show
 * @returns whether the last step was passed; nothing was decided otherwise
 */
export async function runSteps<D>(
  steps: readonly Step<D>[],
  draft: D,
  title: string,
  from: string,
): Promise<boolean> {
  let current = steps.find(({ name }) => name === from) ?? steps[0];
  while (current) {
    const applying = steps.filter((step) => step === current || step.applies(draft));
    const at = applying.indexOf(current);
    const move = await current.show(draft, { title, step: at + 1, totalSteps: applying.length });
    if (move === 'stop') return false;
    const left = steps.filter((step) => step.applies(draft));
    const now = steps.indexOf(current);
    current =
      move === 'next'
        ? left.find((step) => steps.indexOf(step) > now)
        : (left.findLast((step) => steps.indexOf(step) < now) ?? current);
  }
  return true;
}
