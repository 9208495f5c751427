// `npm run soak -- [--runs N] [--events N] [--bodies N] [--seed S] [--sockets] [--workers W] [--trace]`
// Runs N random schedules of orders, cancels, fills and faults against the whole client; shuffles,
// repeats and drops N stream events; hands it N spoiled bodies; and says what was found. The same seed
// gives the same again, except over sockets, where time is real. The exit code is 1 with any violation.
import { parseArgs } from 'node:util';
import { randomSeed } from '../src/paper/random.ts';
import { PARTS } from './soak/parts.ts';

const { values } = parseArgs({
  options: {
    ...Object.fromEntries(PARTS.map(({ flag }) => [flag, { type: 'string' as const }])),
    seed: { type: 'string' },
    workers: { type: 'string' },
    sockets: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
  },
});
const given = values as Readonly<Record<string, string | boolean | undefined>>;
const seed = values.seed === undefined ? randomSeed() : whole('seed');
const workers = values.workers === undefined ? undefined : whole('workers');
const { sockets, trace } = values;

const asked = PARTS.filter(({ flag }) => given[flag] !== undefined);
let violations = 0;
for (const part of asked.length > 0 ? asked : PARTS.slice(0, 1)) {
  const count = given[part.flag] === undefined ? 1_000 : whole(part.flag);
  const report = await part.run({ count, seed, workers, sockets, trace });
  console.log([`\n=== ${report.title}`, ...report.lines, ...report.violations].join('\n'));
  violations += report.violations.length;
}
process.exitCode = violations === 0 ? 0 : 1;

function whole(flag: string): number {
  const text = String(given[flag]);
  if (/^\d{1,15}$/.test(text)) return Number(text);
  console.error(`--${flag} needs a whole number, not "${text}"`);
  process.exit(2);
}
