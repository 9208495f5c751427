import type { GroupResult } from '../../test/bench/results.ts';
import type { Machine } from './machine.ts';

/** All that a run measured, and where: what `--json FILE` leaves. */
export interface BenchDocument {
  readonly machine: Machine;
  readonly benches: { readonly name: string; readonly groups: readonly GroupResult[] }[];
}
