import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Tool } from '../../../src/contributions.ts';
import { root } from '../../../scripts/setup/paths.mjs';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('the page for programs', () => {
  const page = read('docs/programs.md');

  it('has the types of the API as they are', () => {
    assert.ok(page.includes(`\`\`\`ts\n${read('src/api.ts')}\`\`\``));
  });

  it('names commands and tools that there are, and every tool', () => {
    const commands = new Set<string>(Object.values(Command));
    for (const [, name = ''] of page.matchAll(/`(orderDesk\.\w+)`/g))
      assert.ok(commands.has(name), name);
    for (const name of Object.values(Tool)) assert.ok(page.includes(`\`${name}\``), name);
  });
});
