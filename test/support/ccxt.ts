import { fileURLToPath } from 'node:url';
import type { Exchange } from 'ccxt';

/**
 * The one class out of ccxt that is wanted, unmodified: the package offers only all of its hundred
 * exchanges, which take seconds to load.
 *
 * @param file where it stands beside the package's entry: `src/ascendex.js`, or `src/pro/ascendex.js`
 * for the one that watches streams
 */
export async function loadAscendex(
  file: 'src/ascendex.js' | 'src/pro/ascendex.js',
): Promise<new (options: object) => Exchange> {
  const entry = new URL(import.meta.resolve('ccxt'));
  const module = (await import(fileURLToPath(new URL(file, entry)))) as {
    default: new (options: object) => Exchange;
  };
  return module.default;
}
