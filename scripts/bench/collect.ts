import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS_VARIABLE, type GroupResult } from '../../test/bench/results.ts';
import { root } from '../setup/paths.mjs';
import type { Ending } from '../test/task.ts';

/** Has a benchmark run, and hands back the groups it reported, also where it died after some. */
export async function collect(
  name: string,
  run: (env: Readonly<Record<string, string>>) => Promise<Ending>,
): Promise<{ ending: Ending; groups: readonly GroupResult[] }> {
  const folder = join(root, 'results', 'bench');
  const file = join(folder, `${name}.jsonl`);
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  const ending = await run({ [RESULTS_VARIABLE]: file });
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return { ending, groups: lines.map((line) => JSON.parse(line) as GroupResult) };
}
