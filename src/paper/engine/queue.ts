/**
 * The way from the gateway to the matching engine. Tasks run strictly in order of arrival. Without
 * a delay, and with nobody ahead, a task runs at once, before `run` returns.
 */
export class EngineQueue {
  /** Waited for before each task; `undefined` for no wait. Replaced at will. */
  delay: (() => Promise<void>) | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(delay?: () => Promise<void>) {
    this.delay = delay;
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
