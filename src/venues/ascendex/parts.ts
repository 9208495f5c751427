import type { Priority } from '../../net/rateBudget.ts';
import type { MayRepeat } from '../canceling.ts';

/** What goes out with a call. */
export interface Parts {
  readonly group?: string | undefined;
  /** Without the question mark. */
  readonly query?: string | undefined;
  /** Makes the body; `time` is the venue's, ms, the same as is signed. */
  readonly body?: ((time: number) => string) | undefined;
  /** The venue's time to send it with; the present where missing. */
  readonly time?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly mayRepeat?: MayRepeat | undefined;
  /** `person` where missing. */
  readonly priority?: Priority | undefined;
  /** Of a read: it goes ahead, also during a pause that the venue asked for. */
  readonly urgent?: boolean | undefined;
}
