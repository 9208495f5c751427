/**
 * The way from the gateway to the matching engine. Tasks run strictly in order of arrival. Without
 * a delay, and with nobody ahead, a task runs at once, before `run` returns.
 */
export class EngineQueue {
  /** Waited for before each task; `undefined` for no wait. Replaced at will. */
  delay: (() => Promise<void>) | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #release: (() => void) | undefined;

  constructor(delay?: () => Promise<void>) {
    this.delay = delay;
  }

  /** Whether tasks pile up now. */
  get held(): boolean {
    return this.#release !== undefined;
  }

  /** Lets tasks pile up until {@link release}. */
  hold(): void {
    if (this.#release) return;
    const held = new Promise<void>((resolve) => (this.#release = resolve));
    this.#waiting += 1;
    this.#tail = Promise.all([this.#tail, held]).then(() => (this.#waiting -= 1));
  }

  /** Runs what has piled up. @returns when the last of it has run */
  async release(): Promise<void> {
    this.#release?.();
    this.#release = undefined;
    await this.#tail;
  }

  /** @returns what the task returns or throws, once it has run */
  async run<T>(task: () => T): Promise<T> {
    if (this.delay === undefined && this.#waiting === 0) return task();
    this.#waiting += 1;
    const turn = Promise.all([this.#tail, this.delay?.()]);
    const result = turn.then(() => {
      this.#waiting -= 1;
      return task();
    });
    this.#tail = result.catch(() => undefined); // told to whoever asked; the next one still runs
    return result;
  }
}
