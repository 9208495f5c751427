import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../common/disposable.ts';

/** What a tree is given to make itself known with. */
export interface TreeSeat {
  readonly view: vscode.TreeView<unknown>;
  /** Draws a row anew, or all of them. */
  readonly redraw: (row?: unknown) => void;
}

/** The rows of a tree, made when the view is first looked at. */
export interface SeatedTree extends Disposable {
  getChildren(row?: unknown): Promise<unknown[]> | unknown[];
  getTreeItem(row: unknown): vscode.TreeItem;
  resolveTreeItem(item: vscode.TreeItem, row: unknown): vscode.TreeItem;
}

/** A view whose code is read when it is first shown, and not with the extension. */
export class LateTree extends DisposableStore {
  /** @param make reads the code and makes the tree */
  constructor(id: string, make: (seat: TreeSeat) => Promise<SeatedTree>) {
    super();
    const changed = this.register(new vscode.EventEmitter<unknown>());
    let made: Promise<SeatedTree> | undefined;
    const tree = (): Promise<SeatedTree> =>
      (made ??= make({ view, redraw: (row) => changed.fire(row) }).then((it) => this.register(it)));
    const treeDataProvider: vscode.TreeDataProvider<unknown> = {
      onDidChangeTreeData: changed.event,
      getChildren: async (row) => [...(await (await tree()).getChildren(row))],
      getTreeItem: async (row) => (await tree()).getTreeItem(row),
      resolveTreeItem: async (item, row) => (await tree()).resolveTreeItem(item, row),
    };
    const view = this.register(vscode.window.createTreeView(id, { treeDataProvider }));
  }
}
