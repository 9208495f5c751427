// What esbuild.js builds the extension with, besides esbuild.
import { transform } from 'esbuild';
import { Buffer } from 'node:buffer';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deflateRawSync } from 'node:zlib';

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
 * Packs the HTTP parsers that undici has as text in base64, of which it reads one: they are a quarter
 * of what it weighs, and a fifth of that when packed. What is unpacked is the same to the byte.
 */
export function packedParsers() {
  return {
    name: 'packedParsers',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]undici[\\/]lib[\\/]llhttp[\\/].*-wasm\.js$/ }, async ({ path }) => {
        const [, base64] =
          /^const wasmBase64 = '([^']+)'$/m.exec(await readFile(path, 'utf8')) ?? [];
        if (!base64) return { errors: [{ text: `No parser was found in ${path}` }] };
        const packed = deflateRawSync(Buffer.from(base64, 'base64'), { level: 9 });
        const contents = `module.exports = require('node:zlib').inflateRawSync(
          Buffer.from('${packed.toString('base64')}', 'base64'),
        );`;
        return { contents, loader: 'js' };
      });
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
