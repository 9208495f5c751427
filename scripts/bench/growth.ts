import { duration } from '../../test/bench/report.ts';
import type { BenchDocument } from './document.ts';

/** How each time that was measured at several sizes grows: a table of p50 and exponents, a text for each line. */
export function growthOf({ benches }: BenchDocument): readonly string[] {
  const grown = benches
    .flatMap(({ groups }) => groups)
    .filter(({ figures }) => 'exponent' in figures);
  const [first] = grown;
  if (!first) return [];
  const width = Math.max(...grown.map(({ title }) => title.length));
  const line = (title: string, cells: readonly string[]): string =>
    [title.padEnd(width), ...cells.map((cell) => cell.trim().padStart(18))].join(' ');
  return [
    'How each grows with the open orders: p50, and the exponent',
    line('', [...first.candidates.map(({ name }) => name), 'exponent']),
    ...grown.map(({ title, candidates, figures }) =>
      line(title, [
        ...candidates.map(({ p50 }) => duration(p50)),
        typeof figures['exponent'] === 'number' ? figures['exponent'].toFixed(2) : '–',
      ]),
    ),
  ];
}
