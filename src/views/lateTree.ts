import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import { TreeChanges } from './treeChanges.ts';

/** What the rows of a tree are shown in. */
export interface TreeSeat<Row> {
  readonly view: vscode.TreeView<Row>;
  /** Tells VS Code what to draw again. It is told by itself when VS Code comes for that. */
  readonly changes: TreeChanges<Row>;
}

/** The rows of a tree, made when the view is first looked at. */
export interface SeatedTree<Row> extends Disposable {
  getChildren(row?: Row): Promise<Row[]> | Row[];
  getTreeItem(row: Row): vscode.TreeItem;
  resolveTreeItem(item: vscode.TreeItem, row: Row): vscode.TreeItem;
}

/** A view whose code is read when it is first shown, and not with the extension. */
export class LateTree<Row> extends DisposableStore {
  /** @param make reads the code and makes the tree */
  constructor(
    id: string,
    make: (seat: TreeSeat<Row>) => Promise<SeatedTree<Row>>,
    canSelectMany = false,
  ) {
    super();
    const changes = this.register(new TreeChanges<Row>());
    let made: Promise<SeatedTree<Row>> | undefined;
    const tree = (): Promise<SeatedTree<Row>> =>
      (made ??= make({ view, changes }).then((it) => this.register(it)));
    const treeDataProvider: vscode.TreeDataProvider<Row> = {
      onDidChangeTreeData: changes.event,
      getChildren: async (row) => {
        if (row === undefined) changes.asked(undefined);
        return (await tree()).getChildren(row);
      },
      getTreeItem: async (row) => {
        changes.asked(row);
        return (await tree()).getTreeItem(row);
      },
      resolveTreeItem: async (item, row) => (await tree()).resolveTreeItem(item, row),
    };
    const view = this.register(
      vscode.window.createTreeView(id, { treeDataProvider, canSelectMany }),
    );
  }
}
