import { existsSync, readFileSync } from 'node:fs';

/** The unit of the system's own account of times, in s. */
const TICK = 1 / 100;

/**
 * Seconds that a process has computed so far, on all of its threads and whatever else the machine
 * did; NaN on a system without `/proc`.
 */
export function computed(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return NaN;
  // Its second field is a name in brackets, which may hold spaces.
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}

/** Ms that this process computes while `run` does its job, on all of its threads. */
export function computing(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Ms that `run` would have whoever calls it wait on a machine that does nothing else. */
export function computingHere(run: () => unknown): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
