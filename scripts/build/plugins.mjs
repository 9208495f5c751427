// What esbuild.js builds the extension with, besides esbuild.
import { transform } from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Leaves a module that is imported lazily to a bundle of its own, in the same folder. */
export function besides(module, bundle) {
  return {
    name: 'besides',
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`/${module.replace('.', '\\.')}$`) }, ({ kind, importer }) =>
        kind === 'dynamic-import'
          ? { path: `./${bundle}`, external: true }
          : { errors: [{ text: `${importer} has to import ${module} lazily` }] },
      );
    },
  };
}

/**
 * esbuild divides code over several files only as ES modules, and VS Code is to require them: so this
 * turns each into CommonJS and writes it. Needs `write: false` and `outExtension`.
 */
export function commonJs({ minify, sourcemap, target }) {
  return {
    name: 'commonJs',
    setup({ onEnd }) {
      onEnd(async ({ outputFiles = [] }) => {
        await Promise.all(outputFiles.map(convert));
      });
    },
  };

  async function convert({ path, text }) {
    const supported = { 'dynamic-import': false };
    const options = { format: 'cjs', platform: 'node', target, minify, sourcemap, supported };
    const { code } = await transform(vscodeAsItIs(text), { ...options, sourcefile: path });
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, code);
  }
}

/**
 * Every file of the source imports VS Code's interface as a namespace. Left alone, esbuild would make a
 * namespace for each, with a getter for each of some 250 names, which took most of the time to load the
 * extension. The object that VS Code hands out does as well.
 */
function vscodeAsItIs(text) {
  const required = text.replaceAll(
    /\bimport\s*\*\s*as\s+([\w$]+)\s+from\s*"vscode";/g,
    'var $1 = require("vscode");',
  );
  if (/\bfrom\s*"vscode"/.test(required))
    throw new Error('"vscode" is not imported as a namespace');
  return required;
}
