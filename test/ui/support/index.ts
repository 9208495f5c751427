export { endAll, endLater, removeFolder, temporaryFolder } from './cleanup.ts';
export { OrderDesk, type SeenCancel, type SeenResponse } from './orderDesk.ts';
export { startServer, type Server, type ServerOptions } from './server.ts';
export { startVsCode, type VsCode, type VsCodeOptions } from './vscode.ts';
export { Workbench } from './workbench.ts';
