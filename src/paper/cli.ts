import { parseArgs } from 'node:util';
import type { PaperOptions } from './exchange.ts';

export const HELP = `Usage: npm run exchange -- [options]

A paper futures exchange on 127.0.0.1. Prints one line of JSON when it is ready:
url, wsUrl, accountGroup, apiKey, secret, seed. Stop it with Ctrl+C.

  --port N     port to listen on; 0, the default, picks a free one
  --seed N     whole number; the same seed gives the same keys, orders and market
  --orders N   open orders the account starts with; default 0
  --frozen     the market stands still
  --help       this text
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
  return {
    ...(port === undefined ? {} : { port }),
    ...(seed === undefined ? {} : { seed }),
    ...(orders === undefined ? {} : { orders }),
    frozen: values.frozen ?? false,
  };
}
