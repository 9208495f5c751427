// `npm run bench [-- NAME]`: sets up, then measures; see bench.ts.
import { handOver } from './setup/node24.mjs';
import { EVERYTHING, setUp } from './setup/index.mjs';

const args = process.argv.slice(2);
await setUp(args.includes('--help') ? ['dependencies'] : EVERYTHING);
handOver('scripts/bench.ts', args);
