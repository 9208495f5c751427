import type { Stopwatch } from '../common/clock.ts';
import type { DispatcherFactory } from './dispatcher.ts';
import type { ConnectionFactory } from './connection.ts';

/** What carries requests and streams, and the time by which their timeouts go. */
export interface Transport {
  readonly createDispatcher: DispatcherFactory;
  readonly openSocket: ConnectionFactory;
  readonly stopwatch: Stopwatch;
}
