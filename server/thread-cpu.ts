// The processor's time that this thread has used, as opposed to that of the workers beside it.

/** Milliseconds since the thread began. */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
