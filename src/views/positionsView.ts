import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { View } from '../contributions.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import type { PositionRow, PositionsBoard } from './positionsBoard.ts';
import { TreeChanges } from './treeChanges.ts';

/** The code that the rows are made with. */
interface BoardCode {
  readonly PositionsBoard: typeof PositionsBoard;
}

/** The "Positions" view. What its rows are made with is read when they are first asked for. */
export class PositionsView extends DisposableStore implements vscode.TreeDataProvider<PositionRow> {
  readonly #changes = this.register(new TreeChanges<PositionRow>());
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #view: vscode.TreeView<PositionRow>;
  readonly #current: CurrentDesk;
  readonly #load: () => Promise<BoardCode>;
  #board: Promise<PositionsBoard> | undefined;

  constructor(current: CurrentDesk, load: () => Promise<BoardCode>) {
    super();
    this.#current = current;
    this.#load = load;
    this.#view = this.register(
      vscode.window.createTreeView(View.positions, { treeDataProvider: this }),
    );
  }

  async getChildren(row?: PositionRow): Promise<PositionRow[]> {
    return (await this.#loaded()).getChildren(row);
  }

  async getTreeItem(row: PositionRow): Promise<vscode.TreeItem> {
    return (await this.#loaded()).getTreeItem(row);
  }

  async getParent(row: PositionRow): Promise<PositionRow | undefined> {
    return (await this.#loaded()).getParent(row);
  }

  async resolveTreeItem(item: vscode.TreeItem, row: PositionRow): Promise<vscode.TreeItem> {
    return (await this.#loaded()).resolveTreeItem(item, row);
  }

  #loaded(): Promise<PositionsBoard> {
    return (this.#board ??= this.#load().then((code) =>
      this.register(new code.PositionsBoard(this.#view, this.#current, this.#changes)),
    ));
  }
}
