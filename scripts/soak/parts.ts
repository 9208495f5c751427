import { soakBodies } from '../../test/soak/bodies.ts';
import { soakEvents } from '../../test/soak/events.ts';
import { soakSchedules } from '../../test/soak/soak.ts';

export interface PartOptions {
  readonly count: number;
  readonly seed: number;
  /** One for each core where missing. */
  readonly workers: number | undefined;
  readonly sockets: boolean;
  /** Whether to tell everything that happens. */
  readonly trace: boolean;
  /** Told how many of `count` are done, now and then. */
  readonly onProgress: (done: number) => void;
}

/** What a part has to say; each violation with how to see it again. */
export interface PartReport {
  readonly title: string;
  readonly lines: readonly string[];
  readonly violations: readonly string[];
}

/** Everything that can be soaked, by the flag that says how much of it. */
export const PARTS: readonly {
  readonly flag: string;
  run(options: PartOptions): Promise<PartReport>;
}[] = [
  { flag: 'runs', run: ({ count, ...rest }) => soakSchedules({ runs: count, ...rest }) },
  { flag: 'events', run: ({ count, ...rest }) => soakEvents({ events: count, ...rest }) },
  { flag: 'bodies', run: ({ count, ...rest }) => soakBodies({ bodies: count, ...rest }) },
];
