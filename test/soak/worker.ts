import { parentPort, workerData } from 'node:worker_threads';
import { runShare, type Share } from './soak.ts';

await runShare(workerData as Share, (result) => parentPort?.postMessage(result));
