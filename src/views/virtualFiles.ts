import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';

/** Documents that VS Code takes for files of a scheme. There are no folders, and none is made or taken away. */
export abstract class VirtualFiles extends DisposableStore implements vscode.FileSystemProvider {
  protected readonly changed = this.register(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
  readonly onDidChangeFile = this.changed.event;

  abstract readFile(uri: vscode.Uri): Promise<Uint8Array>;

  abstract stat(uri: vscode.Uri): Promise<vscode.FileStat>;

  writeFile(...[uri]: [uri: vscode.Uri, content: Uint8Array]): void | Promise<void> {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  /** Tells VS Code that files are others now. */
  protected tell(uris: readonly vscode.Uri[]): void {
    this.changed.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri })));
  }
}
