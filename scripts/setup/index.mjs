import { ensureChromium } from './chromium.mjs';
import { ensureOpenssl } from './openssl.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { alone } from './lock.mjs';
import { SetupError } from './progress.mjs';
import { ensureServer } from './server.mjs';

const STEPS = {
  dependencies: ensureDependencies,
  chromium: ensureChromium,
  server: ensureServer,
  openssl: ensureOpenssl,
};

/** Everything that a run needs, in this order. What is there already is not fetched again. */
export const EVERYTHING = Object.keys(STEPS);

/** Sets up `parts`. Ends the process, saying what to do, when that cannot be done. */
export async function setUp(parts = EVERYTHING) {
  const started = Date.now();
  try {
    await alone(async () => {
      for (const part of EVERYTHING.filter((name) => parts.includes(name))) await STEPS[part]();
    });
  } catch (error) {
    console.error(`\nSet-up failed: ${error instanceof SetupError ? error.message : error.stack}`);
    process.exit(1);
  }
  console.log(`✓ Set-up is complete (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}
