export { endAll, temporaryFolder } from './cleanup.ts';
export { startServer, type Server, type ServerOptions } from './server.ts';
export { startVsCode, type VsCode, type VsCodeOptions } from './vscode.ts';
export { Workbench } from './workbench.ts';
