// The parts of undici this project loads by path. Loading its index would install a dispatcher of
// undici's own as the process-wide one (`lib/global.js` does so as it is read), and in an extension
// host that is every other extension's `fetch` as well.

declare module 'undici/lib/dispatcher/pool.js' {
  import type { Pool } from 'undici';
  const constructor: typeof Pool;
  export = constructor;
}

declare module 'undici/lib/dispatcher/proxy-agent.js' {
  import type { ProxyAgent } from 'undici';
  const constructor: typeof ProxyAgent;
  export = constructor;
}

declare module 'undici/lib/dispatcher/dispatcher.js' {
  import type { Dispatcher } from 'undici';
  const constructor: typeof Dispatcher;
  export = constructor;
}

declare module 'undici/lib/api/api-connect.js' {
  import type { Dispatcher } from 'undici';
  const connect: Dispatcher['connect'];
  export = connect;
}

declare module 'undici/lib/web/websocket/websocket.js' {
  import type { WebSocket as Constructor } from 'undici';
  export const WebSocket: typeof Constructor;
}
