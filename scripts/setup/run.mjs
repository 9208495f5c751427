import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupError } from './progress.mjs';

const KEPT_OUTPUT = 6_000;

/** Runs a command with its output held back; the end of it is shown only when the command fails. */
export function run(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-KEPT_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const describe = () => `${command} ${args.join(' ')}`;
    child.on('error', (error) =>
      reject(new SetupError(`${describe()} could not start: ${error.message}`)),
    );
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(new SetupError(`${output.trimEnd()}\n${describe()} ended with ${code ?? signal}`));
    });
  });
}

/** The first of `names` that is an executable file, looked up as a shell would, or `undefined`. */
export function findOnPath(names, path = process.env.PATH ?? '') {
  for (const name of names) {
    for (const folder of path.split(delimiter)) {
      const candidate = join(folder, name);
      if (folder !== '' && isExecutable(candidate)) return candidate;
    }
  }
  return undefined;
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
