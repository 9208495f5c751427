import { Random } from '../../src/paper/random.ts';
import { drawCase, play, type Case } from './bodies/cases.ts';
import { Prototypes } from './bodies/prototypes.ts';
import { takeSamples, type Samples } from './bodies/samples.ts';
import { show } from './bodies/shown.ts';
import { Bench, realSubject, type Subject } from './bodies/subject.ts';
import { mostViolations, Tally, type SoakResult } from './result.ts';

export interface SoakBodiesOptions {
  readonly bodies: number;
  /** The first body's seed; each further one has the next. One body alone replays by its own. */
  readonly seed: number;
  readonly onProgress?: ((bodies: number) => void) | undefined;
}

/** One in so many is opened in every form that a person can open it in. */
const shownOf = 8;
/** Bodies between two looks at every prototype; a look for what is left on objects follows each. */
const lookEvery = 500;
/** No body may take longer, ms of the processor: the machine may have other things to do. */
const longest = 2_000;

/**
 * Answers and messages of the dialect, spoiled in every way, through the whole client: each call
 * resolves with a well-formed value or rejects with a VenueError, nothing is claimed that the bytes do
 * not say, no prototype changes, and none takes long.
 */
export async function soakBodies(
  options: SoakBodiesOptions,
  subject = realSubject,
): Promise<SoakResult> {
  // Errors are thrown by the hundred thousand here, and nobody reads where.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return await run(options, subject);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function run(
  { bodies, seed, onProgress }: SoakBodiesOptions,
  subject: Subject,
): Promise<SoakResult> {
  const samples = await takeSamples();
  const prototypes = new Prototypes();
  const violations: string[] = [];
  const kinds = new Tally();
  const counts = new Tally();
  const slowest = { ms: 0, about: 'none' };
  let bench = new Bench(subject);
  let next = seed;
  for (; next < seed + bodies && violations.length < mostViolations; next++) {
    onProgress?.(next - seed);
    const began = process.cpuUsage();
    const found = await tryOne(next, samples, bench, subject, kinds, counts);
    const { user, system } = process.cpuUsage(began);
    const ms = (user + system) / 1_000;
    const about = `seed ${next}: ${describe(found.it)}`;
    if (found.wrong !== undefined) violations.push(`${about}: ${found.wrong}`);
    if (ms > longest) violations.push(`${about}: took ${ms.toFixed(0)} ms of the processor`);
    if (ms > slowest.ms) Object.assign(slowest, { ms, about });
    const { polluted } = prototypes;
    const looks = polluted || (next - seed) % lookEvery === 0 || next === seed + bodies - 1;
    if (!looks && bench.rests) bench = await anew(bench, subject);
    if (!looks) continue;
    const { changed } = prototypes;
    if (changed.length > 0) {
      const since = polluted ? '' : ` or at most ${lookEvery} before`;
      violations.push(`seed ${next}${since}: changed ${changed.join(', ')}`);
      break;
    }
    bench = await anew(bench, subject);
  }
  await bench.venue.close();
  const of = (name: string): string => counts.of(name).toLocaleString('en');
  return {
    title: `${(next - seed).toLocaleString('en')} fuzzed bodies`,
    lines: [
      `all through the client: ${of('answers')} as answers to a call, ${of('messages')} as messages ` +
        `of its stream; ${of('shown')} opened in every form`,
      `outcomes: ${kinds.toString()}`,
      `slowest: ${slowest.ms.toFixed(1)} ms of the processor (${slowest.about})`,
    ],
    violations,
  };
}

async function anew({ venue }: Bench, subject: Subject): Promise<Bench> {
  await venue.close();
  return new Bench(subject);
}

async function tryOne(
  seed: number,
  samples: Samples,
  bench: Bench,
  subject: Subject,
  kinds: Tally,
  counts: Tally,
): Promise<{ it: Case; wrong?: string }> {
  const random = new Random(seed, 'soak bodies');
  const it = drawCase(samples, random);
  counts.add(it.call === 'stream' ? 'messages' : 'answers');
  try {
    const { kind, transcript } = await play(bench, it);
    kinds.add(kind);
    if (transcript && random.chance(1, shownOf)) {
      counts.add('shown');
      show(transcript, subject.formatJson);
    }
    return { it };
  } catch (error) {
    kinds.add('wrong');
    return {
      it,
      wrong: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}

function describe({ call, status, mutations, body }: Case): string {
  return `${call}, HTTP ${status}, ${mutations.join(' + ')}, ${body.length} bytes`;
}
