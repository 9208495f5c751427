import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
export const nodeModules = join(root, 'node_modules');
export const binFolder = join(nodeModules, '.bin');

/** The VS Code server that tests and `npm start` run, apart from the project's own packages. */
export const serverVersion = '4.139.1';
export const serverHome = join(root, '.vscode-test', 'server');
export const serverRoot = join(serverHome, 'node_modules', 'code-server', 'lib', 'vscode');
