import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command, Setting, View } from '../../src/contributions.ts';
import { activate, EXTENSION } from './desk.ts';

interface Manifest {
  readonly activationEvents: string[];
  readonly contributes: {
    readonly commands: { readonly command: string }[];
    readonly views: Record<string, { readonly id: string }[]>;
    readonly configuration: { readonly properties: Record<string, { readonly scope: string }> };
  };
}

describe('the manifest', () => {
  const manifest = (): Manifest =>
    vscode.extensions.getExtension(EXTENSION)?.packageJSON as Manifest;

  it('declares every command of the code, and no other', () => {
    const declared = manifest().contributes.commands.map(({ command }) => command);
    assert.deepEqual(declared.sort(), Object.values(Command).sort());
  });

  it('has a handler for every command it declares', async () => {
    await activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const { command } of manifest().contributes.commands)
      assert.ok(registered.has(command), command);
  });

  it('declares the views and settings of the code, and no others', () => {
    const { views, configuration } = manifest().contributes;
    assert.deepEqual(
      views[View.container]?.map(({ id }) => id),
      [View.orders, View.positions, View.history, View.requests],
    );
    assert.deepEqual(Object.keys(configuration.properties).sort(), Object.values(Setting).sort());
  });

  it('lets no workspace change a setting', () => {
    for (const [id, { scope }] of Object.entries(manifest().contributes.configuration.properties))
      assert.equal(scope, 'application', id);
  });

  it('starts nothing with the window', () => {
    assert.deepEqual(manifest().activationEvents, [
      'onFileSystem:order-desk',
      'onFileSystem:order-desk-edit',
    ]);
  });
});
