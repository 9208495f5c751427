// `npm run pictures`             runs the UI tests that take pictures of docs/images, and renews all of them
// `npm run pictures -- NAME…`    runs those tests alone, as in test/ui/NAME.test.ts, and renews their pictures
// `npm run pictures -- --crop`   renews them out of what the last runs left in results/screenshots
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { runNode } from '../test/task.ts';
import { IMAGES, PICTURES, SCREENSHOTS, type Picture } from './list.ts';

const LIMIT_MINUTES = 30;
const RUN = ['node_modules/mocha/bin/mocha.js', '--timeout', '180000'];
const HOOKS = ['--require', './test/ui/support/hooks.ts'];

const usage = 'Usage: npm run pictures -- [--crop] [NAME…], each NAME a test that takes pictures:';
const tests = [...new Set(Object.values(PICTURES).map(({ test }) => test))];

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const named = args.filter((arg) => arg !== '--crop');
  if (named.some((name) => !tests.includes(name))) {
    console.error(`${usage} ${tests.join(', ')}`);
    return 2;
  }
  const wanted = named.length > 0 ? named : tests;
  const pictures = Object.entries(PICTURES).filter(([, { test }]) => wanted.includes(test));
  if (!args.includes('--crop')) {
    // What an earlier run left is not to pass for what this one saw.
    for (const [, picture] of pictures) rmSync(fileOf(picture), { force: true });
    await must('The build', ['esbuild.js', '--tests']);
    const files = wanted.map((name) => `test/ui/${name}.test.ts`);
    await must('A test failed: the run', [...RUN, ...HOOKS, ...files]);
  }
  mkdirSync(IMAGES, { recursive: true });
  for (const [name, picture] of pictures) await renew(name, picture);
  return 0;
}

async function must(what: string, command: readonly string[]): Promise<void> {
  const ending = await runNode(command, LIMIT_MINUTES);
  if (ending !== 0) throw new Error(`${what} ended with ${ending}. No picture was renewed.`);
}

/** Cuts a picture out of what a test saw, in 256 colours, which take a third of the room. */
async function renew(name: string, picture: Picture): Promise<void> {
  const from = fileOf(picture);
  if (!existsSync(from))
    throw new Error(`There is no ${from}: run \`npm run pictures -- ${picture.test}\`.`);
  const png = sharp(from).extract(picture.clip).png({ palette: true, effort: 10 });
  const { size } = await png.toFile(join(IMAGES, `${name}.png`));
  console.log(`${name}.png, ${Math.ceil(size / 1024)} kB`);
}

function fileOf({ screenshot }: Picture): string {
  return join(SCREENSHOTS, `${screenshot}.png`);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
