// `npm run soak -- --runs N --seed S`: sets up, then runs; see soak.ts.
import { handOver } from './setup/node24.mjs';
import { setUp } from './setup/index.mjs';

await setUp(['dependencies']);
handOver('scripts/soak.ts', process.argv.slice(2));
