// `npm run soak -- [--runs N] [--events N] [--bodies N] [--seed S] [--sockets] [--workers W] [--trace]`
// Runs N random schedules of orders, cancels, fills and faults against the whole client; shuffles,
// repeats and drops N stream events; hands it N spoiled bodies; and says what was found. The same seed
// gives the same again, except over sockets, where time is real. The exit code is 1 with any violation.
import { parseArgs } from 'node:util';
import { randomSeed } from '../src/paper/random.ts';
import { PARTS } from './soak/parts.ts';

const usage = `Usage: npm run soak -- [${PARTS.map(({ flag }) => `--${flag} N`).join('] [')}] [--seed S] \
[--workers W] [--sockets] [--trace]`;
/** Between two words on how far it is, ms. */
const PROGRESS_MS = 10_000;
/** More threads than this would wait for each other, and for memory. */
const MOST_WORKERS = 64;
const HELP = `  --runs N      random schedules of orders, cancels, fills and faults against the whole client; 1,000 where no part is named
  --events N    shuffled, repeated and dropped stream events, each batch ended by one reconciliation
  --bodies N    spoiled answers and messages
  --seed S      the first seed; each further run has the next. A random one where missing
  --workers W   threads for the runs, 1 to ${MOST_WORKERS}; one for each core where missing
  --sockets     runs over real sockets and in real time, not in memory
  --trace       prints everything that happens in a run`;
const values = read();
if (values.help) {
  console.log(`${usage}\n\n${HELP}`);
  process.exit();
}
const given = values as Readonly<Record<string, string | boolean | undefined>>;
const seed = values.seed === undefined ? randomSeed() : whole('seed');
const workers = values.workers === undefined ? undefined : whole('workers');
if (workers !== undefined && workers > MOST_WORKERS)
  refuse(`--workers needs a whole number from 1 to ${MOST_WORKERS}, not ${workers}`);
const { sockets, trace } = values;

const named = PARTS.filter(({ flag }) => given[flag] !== undefined);
// All are read before the first begins, which may take long.
const asked = (named.length > 0 ? named : PARTS.slice(0, 1)).map((part) => ({
  ...{ part, count: given[part.flag] === undefined ? 1_000 : whole(part.flag) },
}));
let violations = 0;
for (const { part, count } of asked) {
  const onProgress = progressOf(part.flag, count);
  const report = await part.run({ count, seed, workers, sockets, trace, onProgress });
  console.log([`\n=== ${report.title}`, ...report.lines, ...report.violations].join('\n'));
  violations += report.violations.length;
}
process.exitCode = violations === 0 ? 0 : 1;

function read() {
  try {
    return parseArgs({
      options: {
        ...Object.fromEntries(PARTS.map(({ flag }) => [flag, { type: 'string' as const }])),
        seed: { type: 'string' },
        workers: { type: 'string' },
        sockets: { type: 'boolean', default: false },
        trace: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** Says how far it is, on the error output, so that what is found can be kept apart. */
function progressOf(flag: string, count: number): (done: number) => void {
  let next = performance.now() + PROGRESS_MS;
  return (done) => {
    if (performance.now() < next) return;
    next = performance.now() + PROGRESS_MS;
    console.error(`  ${done.toLocaleString('en')} of ${count.toLocaleString('en')} ${flag}`);
  };
}

/** A count of nothing would pass without having looked. */
function whole(flag: string): number {
  const text = String(given[flag]);
  if (/^\d{1,15}$/.test(text) && (flag === 'seed' || Number(text) > 0)) return Number(text);
  const least = flag === 'seed' ? '0 or above' : 'above 0';
  return refuse(`--${flag} needs a whole number ${least}, of 15 digits at most, not "${text}"`);
}

function refuse(why: string): never {
  console.error(`${why}\n\n${usage}`);
  process.exit(2);
}
