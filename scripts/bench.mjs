// `npm run bench [-- NAME]`: sets up, then measures; see bench.ts.
import { handOver } from './setup/node24.mjs';
import { setUp } from './setup/index.mjs';

await setUp();
handOver('scripts/bench.ts', process.argv.slice(2));
