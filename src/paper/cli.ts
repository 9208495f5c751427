import { parseArgs } from 'node:util';
import { ApiError } from './errors.ts';
import type { PaperOptions } from './exchange.ts';
import type { RandomFaults } from './faults/faults.ts';
import { ACTIONS } from './faults/actions.ts';
import { FAULT_KINDS, parseFault, type FaultSpec } from './faults/spec.ts';
import { randomSeed } from './random.ts';

export const HELP = `Usage: npm run exchange -- [options]

A paper futures exchange on 127.0.0.1. Prints one line of JSON when it is ready:
url, wsUrl, accountGroup, apiKey, secret, seed. Stop it with Ctrl+C.

  --port N     port to listen on; 0, the default, picks a free one
  --seed N     whole number; the same seed gives the same keys, orders and market
  --orders N   open orders the account starts with; default 0
  --frozen     the market stands still
  --fault NAME[=ARG][@ACTION]
               something that always goes wrong; may be given again for more
  --fault-rate P, --fault-seed N
               things that go wrong by chance: P of requests, from 0 to 1
  --help       this text

Faults: ${[...FAULT_KINDS.keys()].join(', ')}

Actions: ${[...ACTIONS].join(', ')}
`;

/** A command line that cannot be followed; the message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

function wholeNumber(flag: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,10}$/.test(text) && Number(text) <= max) return Number(text);
  throw new UsageError(`--${flag} needs a whole number from 0 to ${max}, not "${text}"`);
}

function readFaults(texts: readonly string[]): FaultSpec[] {
  try {
    return texts.map(parseFault);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new UsageError(`--fault: ${error.message}`, { cause: error });
  }
}

function readRandom(
  rate: string | undefined,
  faultSeed: string | undefined,
  seed: number | undefined,
): RandomFaults | undefined {
  const own = wholeNumber('fault-seed', faultSeed, 2_147_483_647);
  if (rate === undefined) {
    if (own === undefined) return undefined;
    throw new UsageError('--fault-seed needs --fault-rate beside it');
  }
  if (!/^(0|1|0?\.\d{1,6})$/.test(rate)) {
    throw new UsageError(`--fault-rate needs a number from 0 to 1, not "${rate}"`);
  }
  return { seed: own ?? seed ?? randomSeed(), rate: Number(rate) };
}

/**
 * Reads the command line.
 * @returns `help` where help is asked for
 * @throws UsageError
 */
export function readCommandLine(args: readonly string[]): PaperOptions | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        seed: { type: 'string' },
        orders: { type: 'string' },
        frozen: { type: 'boolean' },
        fault: { type: 'string', multiple: true },
        'fault-rate': { type: 'string' },
        'fault-seed': { type: 'string' },
        help: { type: 'boolean' },
      },
    }));
  } catch (cause) {
    const [reason] = (cause as Error).message.split('. ');
    throw new UsageError(reason ?? 'The command line cannot be read', { cause });
  }
  if (values.help) return 'help';
  const port = wholeNumber('port', values.port, 65_535);
  const seed = wholeNumber('seed', values.seed, 2_147_483_647);
  const orders = wholeNumber('orders', values.orders, 1_000_000);
  const randomFaults = readRandom(values['fault-rate'], values['fault-seed'], seed);
  const faults = readFaults(values.fault ?? []);
  return {
    ...(faults.length === 0 ? {} : { faults }),
    ...(randomFaults === undefined ? {} : { randomFaults }),
    ...(port === undefined ? {} : { port }),
    ...(seed === undefined ? {} : { seed }),
    ...(orders === undefined ? {} : { orders }),
    frozen: values.frozen ?? false,
  };
}
