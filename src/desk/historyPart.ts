import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Transcript } from '../net/transcript.ts';
import { VenueError } from '../venues/errors.ts';

/** What a request for more of a history brought. */
export interface Reached<T> {
  /** All that is known now, the latest first. */
  readonly rows: readonly T[];
  /** Whether the next page may have more. */
  readonly more: boolean;
  /** Whether there may be older ones that the venue lists no way to ask for. */
  readonly capped: boolean;
  /** Those of the answers that brought the new ones. */
  readonly transcripts: readonly Transcript[];
}

/**
 * Asks for a page, the first being 1.
 * @param known what the pages before it brought
 */
export type Reach<T> = (
  page: number,
  known: readonly T[],
  signal: AbortSignal,
) => Promise<Reached<T>>;

export interface PartState<T> {
  readonly rows: readonly T[];
  /** How many pages `rows` are from. */
  readonly pages: number;
  /** When the request for the first page began, local Unix ms; `undefined` before there is one. */
  readonly asOf: number | undefined;
  readonly loading: boolean;
  /** Why the latest request failed; `rows` are then what they were before it. */
  readonly error: VenueError | undefined;
  readonly more: boolean;
  readonly capped: boolean;
  /** The transcripts of the answers that `rows` are from. */
  readonly transcriptIds: readonly string[];
}

const NOTHING: PartState<never> = {
  ...{ rows: [], pages: 0, asOf: undefined, loading: false, error: undefined },
  ...{ more: false, capped: false, transcriptIds: [] },
};

/** One list of a history, read page by page. What was read stays when a later request fails. */
export class HistoryPart<T> extends DisposableStore {
  readonly #begin: () => Reach<T>;
  #reach: Reach<T>;
  readonly #clock: Clock;
  readonly #changed = this.register(new Emitter<void>());
  readonly onDidChange = this.#changed.event;
  #state: PartState<T> = NOTHING;
  #asking: AbortController | undefined;

  /** @param begin is called for each first page: how it and the pages after it are asked for */
  constructor(begin: () => Reach<T>, clock: Clock) {
    super();
    this.#begin = begin;
    this.#reach = begin();
    this.#clock = clock;
  }

  get state(): PartState<T> {
    return this.#state;
  }

  /** Reads the first page anew, in place of any request under way. Failures end up in {@link state}. */
  load(signal?: AbortSignal): Promise<void> {
    this.#asking?.abort();
    this.#reach = this.#begin();
    return this.#ask(NOTHING, signal);
  }

  /** Reads the next page, where there is one and no other request is under way. */
  async loadMore(signal?: AbortSignal): Promise<void> {
    if (this.#state.more && !this.#state.loading) await this.#ask(this.#state, signal);
  }

  /** Forgets all, as for other questions. */
  clear(): void {
    this.#asking?.abort();
    this.#set(NOTHING);
  }

  override dispose(): void {
    this.#asking?.abort();
    super.dispose();
  }

  async #ask(from: PartState<T>, outer: AbortSignal | undefined): Promise<void> {
    const asking = (this.#asking = new AbortController());
    const signal = outer ? AbortSignal.any([outer, asking.signal]) : asking.signal;
    const { asOf = this.#clock.now() } = from;
    const page = from.pages + 1;
    this.#set({ ...this.#state, loading: true });
    try {
      const { transcripts, ...reached } = await this.#reach(page, from.rows, signal);
      if (asking.signal.aborted) return;
      const transcriptIds = [...from.transcriptIds, ...transcripts.map(({ id }) => id)];
      this.#set({
        ...reached,
        ...{ pages: page, asOf, loading: false, error: undefined, transcriptIds },
      });
    } catch (error) {
      if (asking.signal.aborted) return;
      if (!(error instanceof VenueError)) throw error;
      this.#set({ ...this.#state, loading: false, error });
    }
  }

  #set(state: PartState<T>): void {
    this.#state = state;
    this.#changed.fire();
  }
}
