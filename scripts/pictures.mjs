// `npm run pictures [-- NAME…]`: sets up, then renews the pictures of the pages; see pictures/main.ts.
import { handOver } from './setup/node24.mjs';
import { EVERYTHING, setUp } from './setup/index.mjs';

const args = process.argv.slice(2);
await setUp(args.includes('--crop') ? ['dependencies'] : EVERYTHING);
handOver('scripts/pictures/main.ts', args);
