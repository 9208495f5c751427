// `npm run package`: the .vsix, from a tree that may not have been set up yet.
import { handOver } from './setup/node24.mjs';
import { setUp } from './setup/index.mjs';

await setUp(['dependencies']);
handOver('scripts/package.ts', process.argv.slice(2));
