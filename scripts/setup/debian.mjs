import { run, findOnPath } from './run.mjs';
import { SetupError, step } from './progress.mjs';

let listsAreFresh = false;

/** Installs Debian packages, or says what a person has to install where that cannot be done. */
export async function installDebianPackages(packages, need) {
  const apt = findOnPath(['apt-get']);
  const isRoot = process.getuid?.() === 0;
  if (apt === undefined || !isRoot) {
    const how =
      apt === undefined
        ? `Install what Debian calls: ${packages.join(' ')}`
        : `Run: sudo apt-get install ${packages.join(' ')}`;
    throw new SetupError(`${need}. ${how}. Then run the same command again.`);
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if (!listsAreFresh) {
    await step('Reading the Debian package lists', () => run(apt, ['update'], { env }));
    listsAreFresh = true;
  }
  await step(`Installing ${packages.join(', ')} from Debian`, () =>
    run(apt, ['install', '-y', '--no-install-recommends', ...packages], { env }),
  );
}
