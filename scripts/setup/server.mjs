import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { installDebianPackages } from './debian.mjs';
import { binFolder, serverHome, serverRoot, serverVersion } from './paths.mjs';
import { step } from './progress.mjs';
import { findOnPath, run } from './run.mjs';

const stampFile = join(serverHome, '.order-desk-stamp');
const stamp = `code-server ${serverVersion} ${process.platform}-${process.arch}`;

/** The two native modules without which the extension host does not start. */
const NATIVE_MODULES = ['@vscode/spdlog', '@vscode/native-watchdog'];

/** Puts a VS Code server into .vscode-test. The stamp is written last: half an install is redone. */
export async function ensureServer() {
  if (readStamp() === stamp) return;
  await ensureCompiler();
  rmSync(serverHome, { recursive: true, force: true });
  mkdirSync(serverHome, { recursive: true });
  const env = { PATH: `${binFolder}${delimiter}${process.env.PATH ?? ''}`, ...nodeHeaders() };
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await step(`Fetching VS Code (code-server ${serverVersion})`, async () => {
    writeFileSync(join(serverHome, 'package.json'), '{ "private": true }\n');
    const name = `code-server@${serverVersion}`;
    await run('npm', ['install', '--save-exact', ...quiet, name], { cwd: serverHome, env });
  });
  await step('Fetching the packages that VS Code uses', () =>
    run('npm', ['install', '--omit=dev', ...quiet], { cwd: serverRoot, env }),
  );
  await step('Building the native modules of VS Code', () =>
    run('npm', ['rebuild', '--foreground-scripts', ...NATIVE_MODULES], { cwd: serverRoot, env }),
  );
  writeFileSync(stampFile, stamp);
}

async function ensureCompiler() {
  const tools = { 'g++': ['g++', 'c++'], make: ['make'], python3: ['python3'] };
  const missing = Object.keys(tools).filter((name) => findOnPath(tools[name]) === undefined);
  if (missing.length > 0) {
    await installDebianPackages(missing, 'VS Code has two native modules that are compiled here');
  }
}

/**
 * The modules use Node-API, so the headers of any Node will do. Naming a folder that has them keeps
 * node-gyp from fetching them.
 */
function nodeHeaders() {
  if (process.env.npm_config_nodedir) return {};
  const prefixes = (process.env.PATH ?? '').split(delimiter).map((folder) => dirname(folder));
  const prefix = prefixes.find((each) => existsSync(join(each, 'include', 'node', 'node_api.h')));
  return prefix === undefined ? {} : { npm_config_nodedir: prefix };
}

function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8').trim();
  } catch {
    return undefined;
  }
}
