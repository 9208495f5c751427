// Import this lazily, and in this order: see `noGlobalDispatcher.ts`.
import { release } from './noGlobalDispatcher.ts';
import { WebSocket } from 'undici/lib/web/websocket/websocket.js';

release();

export { WebSocket };
