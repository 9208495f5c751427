import * as vscode from 'vscode';

/**
 * Does something at once, and shows that it is awaited, with a button that ends the waiting: it aborts
 * the signal. `report` replaces the words after the title. VS Code takes the words away with that button: where
 * ending takes a while `ending` is said until it is over.
 */
export function whileWaiting<T>(
  title: string,
  work: (signal: AbortSignal, report: (words: string) => void) => Promise<T>,
  ending?: string,
): Thenable<T> {
  const stop = new AbortController();
  let words: string | undefined;
  let say = (message: string): void => void (words = message);
  // Before VS Code has answered that it shows something: what is to be sent does not wait for that.
  const working = work(stop.signal, (message) => say(message));
  // It is handed on below. Until then, a failure is not one that nobody looks at.
  working.catch(() => undefined);
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      token.onCancellationRequested(() => {
        stop.abort();
        if (ending === undefined) return;
        const location = vscode.ProgressLocation.Notification;
        void vscode.window.withProgress({ location, title: ending }, (more) => {
          say = (message) => more.report({ message });
          return working.then(
            () => undefined,
            () => undefined,
          );
        });
      });
      say = (message) => progress.report({ message });
      if (words !== undefined) say(words);
      return working;
    },
  );
}
