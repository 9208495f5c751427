import assert from 'node:assert/strict';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Command } from '../../src/contributions.ts';
import { EXTENSION } from './desk.ts';
import type { TestApi } from '../../src/extension.ts';

/** The extension's own files that Node has run in this extension host. */
function loaded(): string[] {
  const dist = `${vscode.extensions.getExtension(EXTENSION)?.extensionPath}/dist/`;
  return Object.keys(require.cache)
    .filter((file) => file.startsWith(dist))
    .map((file) => basename(file, '.cjs'))
    .sort();
}

// The suites run in the order of their names, and this one has to be the first: it looks at a window in
// which nobody has asked for anything of Order Desk.
describe('activation', () => {
  it('comes by the view or a command, not with the window; undici comes with the first request', async () => {
    const extension = vscode.extensions.getExtension<TestApi>(EXTENSION);
    assert.equal(extension?.isActive, false, 'something has activated the extension before');
    assert.deepEqual(loaded(), []);

    const api = await extension.activate();
    assert.deepEqual(loaded(), ['extension', 'shared']);
    assert.deepEqual([api.current.desk, api.transcripts.list()], [undefined, []]);

    await vscode.commands.executeCommand(Command.refresh);
    assert.deepEqual(loaded(), ['extension', 'later', 'shared', 'undici']);
    assert.notDeepEqual(api.transcripts.list(), []);
  });
});
